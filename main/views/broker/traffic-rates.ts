import type { Peer } from '../../broker/peer/peer.ts';

export interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
}

interface Sample {
  /** µs since 1970. */
  readonly at: number;
  readonly totals: Traffic;
  readonly rates: Traffic;
}

/** A rate is of at least so many microseconds. */
const leastSpan = 1_000_000;

/** What went through a connection so far. `In` is from the client. */
export function totalsOf({ facts, client, outbox }: Peer): Traffic {
  return {
    bytesIn: facts.bytesIn,
    bytesOut: outbox.written,
    messagesIn: facts.messagesIn,
    messagesOut: client?.sender.writer.sent ?? 0,
  };
}

/** Rates of connections, worked out when somebody looks: the connections themselves only count. */
export class TrafficRates {
  readonly #samples = new WeakMap<Peer, Sample>();

  /** A second, since somebody looked last; at first since the connection was opened. `now` in µs since 1970. */
  of(connection: Peer, now: number): Traffic {
    const sample = this.#samples.get(connection);
    if (sample !== undefined && now - sample.at < leastSpan) return sample.rates;
    const totals = totalsOf(connection);
    const seconds = Math.max(leastSpan, now - (sample?.at ?? connection.facts.since)) / 1e6;
    const before = sample?.totals ?? nothing;
    const rates = {
      bytesIn: (totals.bytesIn - before.bytesIn) / seconds,
      bytesOut: (totals.bytesOut - before.bytesOut) / seconds,
      messagesIn: (totals.messagesIn - before.messagesIn) / seconds,
      messagesOut: (totals.messagesOut - before.messagesOut) / seconds,
    };
    this.#samples.set(connection, { at: now, totals, rates });
    return rates;
  }
}

const nothing: Traffic = { bytesIn: 0, bytesOut: 0, messagesIn: 0, messagesOut: 0 };
