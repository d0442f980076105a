import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { FeedHandlers } from '../../app/contract/handlers.ts';

const nothing = { all: 0, matching: 0, from: 0, rows: [], isOrdering: false, isStale: false };

function empty<Params, Value>(value: Value): () => FeedSource<Params, Value> {
  return () => ({ update: () => undefined, read: () => value, close: () => undefined });
}

/** A broker that nobody is on. */
export const fakeBrokerFeeds: Pick<FeedHandlers, 'brokerClients'> = {
  brokerClients: empty(nothing),
};
