import type { Qos, Subscription } from '../../../app/mqtt/packet.ts';
import type { NamedReceiver } from '../../capture/receiver-set.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { KnownMessages, Routed, TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { Grants } from './grants.ts';

/** Messages of one note that are looked at. */
const lookedAt = 10_000;

/** A receiver of a set, and what SUBACK has told it. */
interface Short {
  readonly receiver: NamedReceiver;
  readonly granted: Qos;
  /** That SUBACK. */
  readonly packet: number;
}

/**
 * A subscription is granted a lower QoS than it asked for, or a message goes out at a lower one than it came with and
 * SUBACK has granted [MQTT-3.8.4-8]. That its publisher chose a lower one is as it should be.
 */
export class QosDowngraded implements TraceWatch {
  readonly #needs: RuleNeeds;
  readonly #grants = new Grants();
  readonly memory = this.#grants.memory;
  /** Who of a set gets less than granted: looked up once until something is granted anew. */
  readonly #short = new WeakMap<Routed, { readonly at: number; readonly receivers: readonly Short[] }>();

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  subscribed(exchange: OpenExchange, asked: readonly Subscription[], codes: readonly number[]): void {
    const { client, id, packets, lastTime } = exchange;
    for (const [index, { filter, qos }] of asked.entries()) {
      const granted = codes[index] ?? 0;
      this.#grants.put(client, filter, granted, packets.at(-1) ?? id);
      if (granted >= qos) continue;
      this.#needs.found({
        ...{ kind: 'qos-downgraded', time: lastTime, client, topic: filter, packets, exchange: id },
        what: `asked for QoS ${qos}, granted QoS ${granted}`,
        by: 'server',
      });
    }
  }

  routed(
    first: number,
    last: number,
    to: Routed | undefined,
    { time }: Moment,
    messages: KnownMessages,
  ): void {
    if (to === undefined) return;
    for (const short of this.#shortOf(to)) {
      // What was routed before is told later now and then: another grant may have held.
      const from = Math.max(first, short.packet + 1);
      for (let message = from; message <= Math.min(last, from + lookedAt); message += 1) {
        this.#look(short, message, messages, time);
      }
    }
  }

  #look({ receiver, granted, packet }: Short, message: number, messages: KnownMessages, time: number): void {
    const qos = messages.qosOf(message);
    const due = Math.min(qos, granted);
    const delivered = Math.min(qos, receiver.qos);
    if (delivered >= due) return;
    const topic = messages.find(message);
    this.#needs.found({
      ...{ kind: 'qos-downgraded', time, client: receiver.client, topic, packets: [packet, message] },
      exchange: message,
      what: `published at QoS ${qos}, granted QoS ${granted}, delivered at QoS ${delivered}`,
      by: 'server',
    });
  }

  #shortOf(to: Routed): readonly Short[] {
    const at = this.#grants.changes;
    const known = this.#short.get(to);
    if (known?.at === at) return known.receivers;
    const receivers = to.receivers.flatMap((receiver) => {
      const best = this.#grants.best(receiver.client, receiver.filters);
      return best === undefined || best.granted <= receiver.qos ? [] : [{ receiver, ...best }];
    });
    this.#short.set(to, { at, receivers });
    return receivers;
  }
}
