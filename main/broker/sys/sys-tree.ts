import type { Clock } from '../../../app/base/clock.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import type { LinkId, PacketObserver } from '../../capture/observer.ts';
import type { Counters } from '../counters.ts';
import type { Message } from '../routing/message.ts';
import { RoutedMessage } from '../routing/routed-message.ts';
import type { Router } from '../routing/router.ts';
import type { Cancel, Timers } from '../timers.ts';
import type { Gauges } from './gauges.ts';
import { SysValues } from './sys-values.ts';

interface SysTreeNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly router: Router;
  readonly counters: Counters;
  readonly observer: PacketObserver;
  /** Of the program. */
  readonly version: string;
  gauges(): Gauges;
}

/** Shows on screen who said it. */
const internal = 'internal';
const recordedAs = 5;

/**
 * Publishes what the broker knows of itself below `$SYS/broker/`, as retained messages at QoS 0, and only what has
 * changed. It is no traffic: it does not count. It is recorded when somebody gets it.
 */
export class SysTree {
  readonly #needs: SysTreeNeeds;
  readonly #values = new SysValues();
  readonly #published = new Map<string, string>();
  /** µs */
  readonly #since: number;
  #last: number;
  #interval = 0;
  #cancel: Cancel | undefined;
  #link: LinkId | undefined;

  constructor(needs: SysTreeNeeds) {
    this.#needs = needs;
    this.#since = needs.clock.now();
    this.#last = this.#since;
  }

  /** Seconds between two publications; 0 for none. */
  set interval(seconds: number) {
    this.#cancel?.();
    this.#interval = seconds;
    if (seconds === 0) return;
    this.#publish('version', `topicscope version ${this.#needs.version}`);
    this.#tick();
  }

  #tick(): void {
    const { clock, timers, gauges } = this.#needs;
    const now = clock.now();
    const uptime = Math.round((now - this.#since) / 1e6);
    const passed = Math.max(1, (now - this.#last) / 1e6);
    this.#last = now;
    this.#publish('uptime', `${uptime} seconds`);
    const { heapUsed } = process.memoryUsage();
    for (const [topic, text] of this.#values.at(gauges(), passed, heapUsed)) this.#publish(topic, text);
    this.#cancel = timers.after(this.#interval * 1000, () => this.#tick());
  }

  #publish(name: string, text: string): void {
    if (this.#published.get(name) === text) return;
    this.#published.set(name, text);
    const { router, counters, clock } = this.#needs;
    const message: Message = {
      topic: `$SYS/broker/${name}`,
      payload: new TextEncoder().encode(text),
      qos: 0,
      retain: true,
      properties: noProperties,
      publisher: undefined,
      arrived: clock.now(),
    };
    const { sent, publishBytesSent } = counters;
    const receivers = router.route(new RoutedMessage(message, undefined), undefined);
    counters.sent = sent;
    counters.publishBytesSent = publishBytesSent;
    if (receivers > 0) this.#record(message);
  }

  #record(message: Message): void {
    const { observer } = this.#needs;
    this.#link ??= this.#openLink();
    const frame = encode({ ...message, type: 'publish', dup: false, id: 0 }, recordedAs);
    observer.packet(this.#link, 'received', recordedAs, frame, message.arrived);
  }

  #openLink(): LinkId {
    const { observer, clock } = this.#needs;
    const link = observer.linkOpened({ address: internal, transport: 'tcp' }, clock.now());
    observer.linkIdentified(link, internal, recordedAs);
    return link;
  }
}
