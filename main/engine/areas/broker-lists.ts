import type { FeedHandlers } from '../../../app/contract/handlers.ts';
import { clientList } from '../../views/broker/client-list.ts';
import type { BrokerBook } from '../broker-book.ts';
import { brokerListFeed } from '../broker-list-feed.ts';

type ListFeedName = 'brokerClients';

export function brokerListFeedHandlers(book: BrokerBook): Pick<FeedHandlers, ListFeedName> {
  return {
    brokerClients: (params, changed) =>
      brokerListFeed(book, params, changed, (broker) => clientList(broker, book.rates)),
  };
}
