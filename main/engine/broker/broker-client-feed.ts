import type { FeedParams, FeedValue } from '../../../app/contract/contract-types.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { Peer } from '../../broker/peer/peer.ts';
import { clientDetail } from '../../views/broker/client-detail.ts';
import type { BrokerBook } from './broker-book.ts';

type Params = FeedParams<'brokerClient'>;

/** What is known of one client; told again whenever the broker's clients changed. */
export function brokerClientFeed(
  book: BrokerBook,
  first: Params,
  changed: () => void,
): FeedSource<Params, FeedValue<'brokerClient'>> {
  let { key } = first;
  // Kept, so that it can still be read when the client has gone.
  let peer = findPeer(book, key);
  const stop = book.host.onChange(changed);
  return {
    update: (params) => {
      key = params.key;
      peer = findPeer(book, key);
    },
    read: () => {
      const broker = book.inspection;
      peer ??= findPeer(book, key);
      return { client: peer && broker ? clientDetail(peer, broker) : undefined };
    },
    close: stop,
  };
}

/** The client of a row that is connected now. */
export function findPeer(book: BrokerBook, key: number): Peer | undefined {
  const those = new Set([key]);
  for (const peer of book.inspection?.connections() ?? []) {
    if (book.around.keys.isAmong(peer, those)) return peer;
  }
  return undefined;
}
