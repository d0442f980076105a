import { duration } from '../../../app/base/duration.ts';
import { exchangesLookedAt } from '../limits.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { beginnerOf, debtorOf } from './parties.ts';
import { awaitedName, nameOf } from './words.ts';

/** Which say that a packet identifier is not to be used again before it is free. */
export const inUseClauses = new Set(['MQTT-2.2.1-3', 'MQTT-2.3.1-2', 'MQTT-2.2.1-4', 'MQTT-2.3.1-4']);

/** A packet identifier is used again before it is free, or never becomes free. */
export class PacketId implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  begun(exchange: OpenExchange): void {
    if (exchange.clause === '' || exchange.packetId === 0 || !inUseClauses.has(exchange.clause)) return;
    const { client, topic, id, firstTime, packets, packetId } = exchange;
    this.#needs.found({
      ...{ kind: 'packet-id-reused', time: firstTime, client, topic, packets, exchange: id },
      what: `${nameOf(exchange)}: another exchange with packet identifier ${packetId} was in flight`,
      by: beginnerOf(exchange, this.#needs.clientSide),
    });
  }

  ended(exchange: OpenExchange): void {
    if (exchange.packetId > 0) exchange.facts.done += 1;
  }

  passed({ time }: Moment, oldest: OpenExchange | undefined): void {
    const { keptSeconds, keptLater } = this.#needs.thresholds;
    let looked = 0;
    for (let exchange = oldest; exchange !== undefined; exchange = exchange.newer) {
      looked += 1;
      if (time - exchange.firstTime < keptSeconds * 1e6 || looked > exchangesLookedAt) return;
      const { isKept, isAway, packetId, facts, doneBefore, firstTime } = exchange;
      if (isKept || isAway || packetId === 0 || facts.done - doneBefore < keptLater) continue;
      const age = time - firstTime - this.#needs.stoodStill({ from: firstTime, to: time });
      if (age >= keptSeconds * 1e6) this.#tellKept(exchange, time);
    }
  }

  #tellKept(exchange: OpenExchange, time: number): void {
    exchange.isKept = true;
    const { client, topic, id, packets, facts, doneBefore } = exchange;
    const age = duration(time - exchange.firstTime);
    const later = (facts.done - doneBefore).toLocaleString('en-US');
    this.#needs.found({
      ...{ kind: 'packet-id-kept', time, client, topic, packets, exchange: id },
      what: `${nameOf(exchange)}: ${awaitedName(exchange)} not there after ${age}, ${later} later ones are done`,
      by: debtorOf(exchange, this.#needs.clientSide),
    });
  }
}
