import { failure } from '../../app/contract/answer.ts';
import { defaultBehaviour } from '../../app/contract/areas/broker/behaviour.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { CallHandlers, FeedHandlers } from '../../app/contract/handlers.ts';

const nothing = { all: 0, matching: 0, from: 0, rows: [], isOrdering: false, isStale: false };

function constant<Params, Value>(value: Value): () => FeedSource<Params, Value> {
  return () => ({ update: () => undefined, read: () => value, close: () => undefined });
}

type BrokerFeed =
  | 'brokerClients'
  | 'brokerClient'
  | 'brokerSessions'
  | 'brokerSubscriptions'
  | 'brokerRetained'
  | 'brokerCleared'
  | 'brokerListeners'
  | 'faults'
  | 'brokerBehaviour';

/** A broker that nobody is on. */
export const fakeBrokerFeeds: Pick<FeedHandlers, BrokerFeed> = {
  brokerClients: constant(nothing),
  brokerClient: constant({ client: undefined }),
  brokerSessions: constant(nothing),
  brokerSubscriptions: constant(nothing),
  brokerRetained: constant(nothing),
  brokerCleared: constant({ messages: 0, at: 0 }),
  brokerListeners: constant({ rows: [], addresses: [], authorityFile: '', hasAuthority: false }),
  faults: constant({
    on: false,
    isRunning: false,
    rules: [],
    hits: [],
    held: [],
    heldInAll: 0,
    overflowed: 0,
  }),
  brokerBehaviour: constant({ behaviour: defaultBehaviour }),
};

type BrokerCall = Extract<
  keyof CallHandlers,
  | `broker.clients.${string}`
  | `broker.rows.${string}`
  | `broker.sessions.${string}`
  | `broker.retained.${string}`
  | `broker.backup.${string}`
  | `broker.restore.${string}`
  | `broker.listener.${string}`
  | `broker.authority.${string}`
  | `faults.${string}`
  | `broker.behaviour.${string}`
  | 'broker.publishAs'
>;

const none = () => failure('failed', 'The pretended engine has no broker.');

export const fakeBrokerCalls: Pick<CallHandlers, BrokerCall> = {
  'broker.clients.act': none,
  'broker.publishAs': none,
  'faults.switch': none,
  'faults.put': none,
  'faults.remove': none,
  'faults.release': none,
  'faults.export': none,
  'faults.import': none,
  'broker.rows.whole': none,
  'broker.sessions.expire': none,
  'broker.retained.clear': none,
  'broker.retained.undo': none,
  'broker.retained.stop': none,
  'broker.backup.begin': none,
  'broker.backup.read': none,
  'broker.restore.take': none,
  'broker.restore.apply': none,
  'broker.listener.save': none,
  'broker.listener.remove': none,
  'broker.listener.turn': none,
  'broker.authority.read': none,
  'broker.authority.issue': none,
  'broker.behaviour.save': none,
};
