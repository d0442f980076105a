import { duration } from '../../../app/base/duration.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** Retained messages that follow each other so closely belong to one SUBSCRIBE, µs. */
const burst = 1_000_000;

/** A message has RETAIN although nobody has subscribed just now: the server did not clear it on a live subscription. */
export class RetainedToLive implements TraceWatch {
  readonly #needs: RuleNeeds;
  /** When the last one came that a SUBSCRIBE explains. */
  readonly #explained = new WeakMap<LinkTrace, number>();

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  retained(link: LinkTrace, { id, topic, client, firstTime, packets }: OpenExchange): void {
    // A session that was there may have subscriptions with Retain As Published that nobody has seen.
    if (!link.isWhole || link.keepsRetain || link.isResumed) return;
    const explained = this.#explained.get(link) ?? 0;
    const since = firstTime - link.subscribedAt;
    const most = this.#needs.thresholds.retainedSeconds * 1e6;
    if (this.#isWithin(most, link.subscribedAt, firstTime) || this.#isWithin(burst, explained, firstTime)) {
      this.#explained.set(link, firstTime);
      return;
    }
    const last = link.subscribedAt === 0 ? 'without a SUBSCRIBE' : `${duration(since)} after the last SUBACK`;
    this.#needs.found({
      ...{ kind: 'retained-to-live', time: firstTime, client, topic, packets, exchange: id, by: 'server' },
      what: `PUBLISH with RETAIN ${last}`,
    });
  }

  /** What lay in the socket while the app stood still came earlier, perhaps. */
  #isWithin(most: number, from: number, to: number): boolean {
    return to - from <= most || to - from - this.#needs.stoodStill({ from, to }) <= most;
  }
}
