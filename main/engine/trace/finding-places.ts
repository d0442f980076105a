import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import type { ExchangeReader } from './exchange-reader.ts';

/** The exchanges and packets whose findings are shown with an exchange, in a row as in its detail. */
export function findingPlaces(exchange: StoredExchange, reader: ExchangeReader): ReadonlySet<number> {
  const { id, message, packets } = exchange;
  const taker = reader.takerOf(exchange);
  const places = [id, message, ...packets, ...(taker === undefined ? [] : [taker.id])];
  return new Set(places.filter((place) => place > 0));
}
