import type { Clock } from '../../../app/base/clock.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { Will } from '../../../app/mqtt/packet.ts';
import type { LinkId, PacketObserver } from '../../capture/observer.ts';
import { messageOfWill } from '../routing/message.ts';
import { RoutedMessage } from '../routing/routed-message.ts';
import type { Router } from '../routing/router.ts';
import { isInternalTopic } from '../sys/internal-topic.ts';
import type { Cancel, Timers } from '../timers.ts';
import type { DeliveryNotes } from './delivery-notes.ts';
import type { UnsaidWill, WillJournal } from './will-journal.ts';

/** A will and where it came in. */
interface LeftWill extends UnsaidWill {
  readonly link: LinkId;
}

interface WaitingWill {
  readonly left: LeftWill;
  readonly cancel: Cancel;
}

/** Wills whose connection has closed: published at once, or when their delay has passed (clause 3.1.2.5). */
export class Wills {
  journal: WillJournal | undefined;
  readonly #router: Router;
  readonly #observer: PacketObserver;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #notes: DeliveryNotes | undefined;
  readonly #waiting = new Map<string, WaitingWill>();

  constructor(
    router: Router,
    observer: PacketObserver,
    clock: Clock,
    timers: Timers,
    notes: DeliveryNotes | undefined,
  ) {
    this.#router = router;
    this.#observer = observer;
    this.#notes = notes;
    this.#clock = clock;
    this.#timers = timers;
  }

  /** The connection of this client has closed without a DISCONNECT that deletes the will. */
  connectionClosed(clientId: string, left: LeftWill): void {
    const delay = left.will.properties.willDelayInterval ?? 0;
    if (delay === 0) {
      this.#publish(clientId, left);
      return;
    }
    this.#wait(clientId, left, delay * 1000);
    this.journal?.willLeft(clientId, left, this.#clock.now() + delay * 1e6);
  }

  /** A will that waited before a restart, until `due` in µs since 1970; who brought it is long gone. */
  restore(clientId: string, left: UnsaidWill, due: number): void {
    const now = this.#clock.now();
    const link = this.#observer.linkOpened({ address: 'kept over a restart', transport: 'tcp' }, now);
    this.#observer.linkIdentified(link, clientId, left.version);
    this.#observer.linkClosed(link, 'The broker ended before the will was published.', now);
    this.#wait(clientId, { ...left, link }, Math.max(0, due - now) / 1000);
  }

  /** Publishes the will that waits, if one does: its delay has passed or its session has ended. */
  publishNow(clientId: string): void {
    const left = this.#waiting.get(clientId)?.left;
    this.cancel(clientId);
    if (left !== undefined) this.#publish(clientId, left);
  }

  cancel(clientId: string): void {
    const waiting = this.#waiting.get(clientId);
    if (waiting === undefined) return;
    waiting.cancel();
    this.#waiting.delete(clientId);
    this.journal?.willGone(clientId);
  }

  #wait(clientId: string, left: LeftWill, milliseconds: number): void {
    const cancel = this.#timers.after(milliseconds, () => this.publishNow(clientId));
    this.#waiting.set(clientId, { left, cancel });
  }

  #publish(clientId: string, { will, link, version, session }: LeftWill): void {
    if (isInternalTopic(will.topic)) return;
    if (session.rights?.mayPublish(will.topic) === false) {
      session.rights.refused('will', will.topic);
      return;
    }
    const now = this.#clock.now();
    const message = messageOfWill(will, clientId, now);
    // No packet of its own crossed the wire: it is seen as the PUBLISH that it is from now on.
    const publish = { ...message, type: 'publish', dup: false, id: will.qos === 0 ? 0 : 1 } as const;
    const sequence = this.#observer.packet(link, 'received', version, encode(publish, version), now);
    this.#notes?.goOn(now);
    this.#router.route(new RoutedMessage(message, undefined, sequence), undefined);
  }
}

/** A will in bytes of its own, as it outlives the CONNECT that brought it. */
export function keepWill(will: Will): Will {
  const { correlationData } = will.properties;
  return {
    ...will,
    payload: new Uint8Array(will.payload),
    properties:
      correlationData === undefined
        ? will.properties
        : { ...will.properties, correlationData: new Uint8Array(correlationData) },
  };
}
