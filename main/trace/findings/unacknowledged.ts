import { exchangesLookedAt } from '../limits.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { debtorOf } from './parties.ts';
import { awaitedName, duration, nameOf } from './words.ts';

/** Handshakes of which the usual time is made, at least. */
const enough = 5;

/** An answer takes much longer than is usual for its client, or does not come. */
export class Unacknowledged implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  ended(exchange: OpenExchange): void {
    const { facts, outcome, resends, isPartial, packets } = exchange;
    const isAnswered = outcome === 'complete' || outcome === 'no-subscriber' || outcome === 'refused';
    if (!isAnswered || resends > 0 || isPartial || packets.length < 2) return;
    const took = exchange.lastTime - exchange.firstTime;
    if (exchange.isLate || this.#isLate(exchange, took)) {
      this.#tell(exchange, `${nameOf(exchange)}: answered after ${duration(took)}`, exchange.lastTime);
    } else {
      this.#usual(exchange).add(took);
      facts.shortest = Math.min(facts.shortest, took);
    }
  }

  passed({ time }: Moment, oldest: OpenExchange | undefined): void {
    const least = this.#needs.thresholds.lateSeconds * 1e6;
    let looked = 0;
    for (let exchange = oldest; exchange !== undefined; exchange = exchange.newer) {
      looked += 1;
      if (time - exchange.firstTime < least || looked > exchangesLookedAt) return;
      this.#look(exchange, time);
    }
  }

  #look(exchange: OpenExchange, time: number): void {
    const { isLate, isAway, isUnsure, state, outcome } = exchange;
    if (isLate || isAway || isUnsure || state === 'queued' || outcome === 'held') return;
    const waited = time - exchange.lastTime;
    if (!this.#isLate(exchange, waited)) return;
    this.#tell(
      exchange,
      `${nameOf(exchange)}: ${awaitedName(exchange)} not there after ${duration(waited)}`,
      time,
    );
  }

  #isLate(exchange: OpenExchange, took: number): boolean {
    const { lateTimes, lateSeconds } = this.#needs.thresholds;
    const usual = this.#usual(exchange);
    return took >= lateSeconds * 1e6 && (usual.count < enough || took >= usual.mean * lateTimes);
  }

  #tell(exchange: OpenExchange, what: string, time: number): void {
    const isUpdate = exchange.isLate;
    exchange.isLate = true;
    const { client, topic, packets, id } = exchange;
    const usual = this.#usual(exchange);
    const compared = usual.count < enough ? '' : `; usual for this client: ${duration(usual.mean)}`;
    const by = debtorOf(exchange, this.#needs.clientSide);
    this.#needs.found({
      kind: 'unacknowledged',
      time,
      client,
      topic,
      what: what + compared,
      packets,
      exchange: id,
      by,
      isUpdate,
    });
  }

  #usual(exchange: OpenExchange) {
    const { byClient, byServer } = exchange.facts;
    return debtorOf(exchange, this.#needs.clientSide) === 'client' ? byClient : byServer;
  }
}
