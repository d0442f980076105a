import type { DelayedRecently } from '../client-facts.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { duration } from './words.ts';

/** What a delayed acknowledgement of TCP takes, in µs: 40 ms on Linux, and what comes on top. */
const delayed = { least: 35_000, most: 60_000 };
/** A network as fast as this, in µs, does not take that long. */
const quick = 10_000;
/** Other handshakes that may end during one: more of them, and it is a queue that it waited in. */
const others = 4;
/** Handshakes that are looked at together. */
const window = 20;

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
    const isDelayed = isAlone && took >= delayed.least && took <= delayed.most;
    if (facts.delayed === undefined && !isDelayed) return;
    facts.delayed ??= { bits: 0, count: 0, packets: [] };
    const recent = facts.delayed;
    recent.bits = ((recent.bits << 1) | (isDelayed ? 1 : 0)) & ((1 << window) - 1);
    recent.count += 1;
    if (isDelayed) recent.packets = [...recent.packets.slice(-7), exchange.id];
    if (recent.count >= window) this.#judge(exchange, recent);
  }

  #judge(exchange: OpenExchange, recent: DelayedRecently): void {
    const share = ones(recent.bits) / window;
    const { facts, client, topic, id, lastTime, firstTime } = exchange;
    if (share < this.#needs.thresholds.nagleShare || facts.shortest > quick) return;
    recent.count = 0;
    this.#needs.found({
      kind: 'nagle',
      time: lastTime,
      client,
      topic,
      packets: recent.packets,
      exchange: id,
      by: 'client',
      what: `${ones(recent.bits)} of ${window} handshakes took 35 to 60 ms, the last ${duration(lastTime - firstTime)}; the shortest ${duration(facts.shortest)}`,
    });
  }
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
}
