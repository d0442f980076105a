import type { FeedHandlers } from '../../../../app/contract/handlers.ts';
import { clientList } from '../../../views/broker/client-list.ts';
import { retainedList } from '../../../views/broker/retained-list.ts';
import { sessionList } from '../../../views/broker/session-list.ts';
import { subscriptionList } from '../../../views/broker/subscription-list.ts';
import type { BrokerBook } from '../../broker/broker-book.ts';
import { brokerClientFeed } from '../../broker/broker-client-feed.ts';
import { brokerListFeed } from '../../broker/broker-list-feed.ts';

type ListFeedName =
  | 'brokerClients'
  | 'brokerClient'
  | 'brokerSessions'
  | 'brokerSubscriptions'
  | 'brokerRetained';

export function brokerListFeedHandlers(book: BrokerBook): Pick<FeedHandlers, ListFeedName> {
  return {
    brokerClients: (params, changed) =>
      brokerListFeed(book, params, changed, (broker) => clientList(broker, book.rates)),
    brokerClient: (params, changed) => brokerClientFeed(book, params, changed),
    brokerSessions: (params, changed) => brokerListFeed(book, params, changed, sessionList),
    brokerSubscriptions: (params, changed) => brokerListFeed(book, params, changed, subscriptionList),
    brokerRetained: (params, changed) => brokerListFeed(book, params, changed, retainedList),
  };
}
