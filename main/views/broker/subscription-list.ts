import type { SubscriptionRow } from '../../../app/contract/areas/broker/subscriptions.ts';
import type { Inspection } from '../../broker/inspect/inspection.ts';
import type { Subscription } from '../../broker/routing/subscription.ts';
import { cutText } from './cut-text.ts';
import type { ListColumn, ListDefinition } from './list-definition.ts';
import { fixed, volatile, wordMatcher } from './list-definition.ts';

/** Every subscription of every session. */
export function subscriptionList(broker: Inspection): ListDefinition<Subscription, SubscriptionRow> {
  return {
    count: () => broker.counts.subscriptions,
    items: () => broker.subscriptions(),
    membership: () => broker.versions.subscriptions,
    isGone: (subscription) => !broker.isSubscribed(subscription),
    matcher: (filter) => {
      const matches = wordMatcher(filter);
      return matches && (({ filter: own, destination }) => matches(`${own}\n${destination.clientId}`));
    },
    columns,
    row: (subscription, key) => ({
      key,
      isGone: false,
      ...subscriptionFactsOf(subscription),
      clientId: cutText(subscription.destination.clientId),
      isConnected: subscription.destination.isConnected,
      deliveries: subscription.deliveries,
    }),
  };
}

const columns: ReadonlyMap<string, ListColumn<Subscription>> = new Map<string, ListColumn<Subscription>>([
  ['filter', fixed(({ topicFilter }) => topicFilter)],
  ['clientId', fixed(({ destination }) => destination.clientId)],
  ['qos', fixed(({ qos }) => qos)],
  ['shareName', fixed(({ shareName }) => shareName ?? '')],
  ['identifier', fixed(({ identifier }) => identifier ?? 0)],
  ['options', fixed(optionsRank)],
  ['deliveries', volatile(({ deliveries }) => deliveries)],
]);

function optionsRank({ noLocal, retainAsPublished, retainHandling }: Subscription): number {
  return Number(noLocal) * 8 + Number(retainAsPublished) * 4 + retainHandling;
}

/** A subscription as the list and its client's detail show it. */
export function subscriptionFactsOf(subscription: Subscription) {
  const { topicFilter, qos, shareName, identifier, noLocal, retainAsPublished, retainHandling } =
    subscription;
  return {
    filter: cutText(topicFilter),
    qos,
    shareName: shareName === undefined ? undefined : cutText(shareName),
    identifier,
    isNoLocal: noLocal,
    isRetainAsPublished: retainAsPublished,
    retainHandling,
  };
}
