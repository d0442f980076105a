import { duration } from '../../../app/base/duration.ts';
import type { DelayedRecently } from '../client-facts.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** Other handshakes that may end during one: more of them, and it is a queue that it waited in. */
const others = 4;

/** Handshakes wait for a delayed acknowledgement of TCP, because their sender waits for it before it goes on (Nagle). */
export class Nagle implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  ended(exchange: OpenExchange): void {
    const { qos, outcome, firstTime, lastTime, facts, isPartial, doneBefore } = exchange;
    if (qos === 0 || outcome !== 'complete' || isPartial) return;
    const took = lastTime - firstTime;
    const isAlone = facts.done - doneBefore <= others;
    const { nagleFrom, nagleTo, nagleHandshakes } = this.#needs.thresholds;
    const isDelayed = isAlone && took >= nagleFrom * 1_000 && took <= nagleTo * 1_000;
    // Nobody knows how long it took.
    if (isDelayed && this.#needs.stoodStill({ from: firstTime, to: lastTime }) > 0) return;
    if (facts.delayed === undefined && !isDelayed) return;
    facts.delayed ??= { bits: 0, count: 0, packets: [], took: [], endedAt: 0 };
    const recent = facts.delayed;
    // What goes on at one time waits for the same, whatever that is: many would seem to say what one of them says.
    if (firstTime < recent.endedAt && lastTime >= recent.endedAt) return;
    recent.endedAt = lastTime;
    recent.bits = ((recent.bits << 1) | (isDelayed ? 1 : 0)) & ((1 << nagleHandshakes) - 1);
    recent.count += 1;
    if (isDelayed) {
      recent.packets = [...recent.packets.slice(-7), exchange.id];
      recent.took = [...recent.took.slice(1 - nagleHandshakes), took];
    }
    if (recent.count >= nagleHandshakes) this.#judge(exchange, recent);
  }

  #judge(exchange: OpenExchange, recent: DelayedRecently): void {
    const { nagleShare, nagleHandshakes, nagleFrom, nagleTo, nagleSpread, nagleQuick } =
      this.#needs.thresholds;
    const delayed = ones(recent.bits);
    const { facts, client, topic, id, lastTime, firstTime } = exchange;
    if (delayed / nagleHandshakes < nagleShare || facts.shortest > nagleQuick * 1_000) return;
    if (alike(recent.took.slice(-delayed), nagleSpread * 1_000) < delayed * nagleShare) return;
    recent.count = 0;
    this.#needs.found({
      kind: 'nagle',
      time: lastTime,
      client,
      topic,
      packets: recent.packets,
      exchange: id,
      by: 'client',
      what: `${delayed} of ${nagleHandshakes} handshakes took ${nagleFrom} to ${nagleTo} ms, the last ${duration(lastTime - firstTime)}; the shortest ${duration(facts.shortest)}`,
    });
  }
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
}

/** How many of them, at most, are no further apart than that. */
function alike(durations: readonly number[], spread: number): number {
  const sorted = durations.toSorted((a, b) => a - b);
  const counts = sorted.map((least) => sorted.filter((one) => one >= least && one <= least + spread).length);
  return Math.max(0, ...counts);
}
