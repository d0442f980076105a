import { accessFeeds } from './areas/broker/access-screen.ts';
import { behaviourFeeds } from './areas/broker/behaviour.ts';
import { clientFeeds } from './areas/broker/clients.ts';
import { faultFeeds } from './areas/broker/fault-calls.ts';
import { listenerFeeds } from './areas/broker/listener-list.ts';
import { retainedFeeds } from './areas/broker/retained.ts';
import { sessionFeeds } from './areas/broker/sessions.ts';
import { brokerFeeds } from './areas/broker/state.ts';
import { subscriptionFeeds } from './areas/broker/subscriptions.ts';
import { connectionFeeds } from './areas/connection.ts';
import { historyFeeds } from './areas/history.ts';
import { labFeeds } from './areas/lab.ts';
import { profileFeeds } from './areas/profiles.ts';
import { settingsFeeds } from './areas/settings.ts';
import { sourceFeeds } from './areas/sources.ts';
import { statusFeeds } from './areas/status.ts';
import { timelineFeeds } from './areas/timeline.ts';
import { traceFeeds } from './areas/trace/trace.ts';
import { treeFeeds } from './areas/tree.ts';

/** Every feed of the contract, named once. */
export const feeds = {
  ...sourceFeeds,
  ...profileFeeds,
  ...connectionFeeds,
  ...labFeeds,
  ...brokerFeeds,
  ...accessFeeds,
  ...listenerFeeds,
  ...faultFeeds,
  ...behaviourFeeds,
  ...clientFeeds,
  ...sessionFeeds,
  ...subscriptionFeeds,
  ...retainedFeeds,
  ...treeFeeds,
  ...historyFeeds,
  ...timelineFeeds,
  ...traceFeeds,
  ...statusFeeds,
  ...settingsFeeds,
} as const;

export type Feeds = typeof feeds;
export type FeedName = keyof Feeds;
