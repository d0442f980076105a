import { duration } from '../../../app/base/duration.ts';
import type { TimeSpan } from '../../capture/stall-watch.ts';
import { exchangesLookedAt } from '../limits.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { debtorOf } from './parties.ts';
import { awaitedName, nameOf } from './words.ts';

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
    const span = { from: exchange.firstTime, to: exchange.lastTime };
    if (exchange.isLate || this.#isLate(exchange, span)) {
      this.#tell(exchange, `${nameOf(exchange)}: answered after ${this.#said(span)}`, exchange.lastTime);
    } else {
      const took = this.#delay(span);
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
    const waited = { from: exchange.lastTime, to: time };
    if (!this.#isLate(exchange, waited)) return;
    this.#tell(
      exchange,
      `${nameOf(exchange)}: ${awaitedName(exchange)} not there after ${this.#said(waited)}`,
      time,
    );
  }

  #isLate(exchange: OpenExchange, span: TimeSpan): boolean {
    const { lateTimes, lateSeconds } = this.#needs.thresholds;
    const took = this.#delay(span);
    const usual = this.#usual(exchange);
    return took >= lateSeconds * 1e6 && (usual.count < enough || took >= usual.mean * lateTimes);
  }

  /** What of the span may be the other end's doing. */
  #delay(span: TimeSpan): number {
    const took = span.to - span.from;
    return took < this.#needs.thresholds.lateSeconds * 1e6 ? took : took - this.#needs.stoodStill(span);
  }

  #said(span: TimeSpan): string {
    const stood = this.#needs.stoodStill(span);
    const apart = stood < 1_000 ? '' : `, ${duration(stood)} of which this app stood still`;
    return duration(span.to - span.from) + apart;
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
