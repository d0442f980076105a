import { expect, test } from 'vitest';
import { Counters } from './counters.ts';
import type { Message } from './message.ts';
import { RetainedStore } from './retained.ts';
import { RetainedBacklog } from './retained-backlog.ts';
import { RoutedMessage } from './routed-message.ts';
import { Session } from './session.ts';
import { defaultLimits } from './settings.ts';
import type { Subscription } from './subscription.ts';

function setup(topics: readonly string[]) {
  const counters = new Counters();
  const store = new RetainedStore(defaultLimits, counters, () => undefined);
  for (const topic of topics) store.store(new RoutedMessage(message(topic), undefined));
  const session = new Session('reader', defaultLimits, counters);
  const backlog = new RetainedBacklog(store, session);
  const subscribe = (filter: string) => {
    const subscription = subscriptionTo(session, filter);
    session.subscribe(subscription);
    backlog.add(subscription, store.find(filter, 0));
    return subscription;
  };
  return { session, backlog, subscribe };
}

function message(topic: string): Message {
  const payload = new TextEncoder().encode('x');
  return { topic, payload, qos: 0, retain: true, properties: {}, publisher: 'p', arrived: 0 };
}

function subscriptionTo(destination: Session, filter: string): Subscription {
  return {
    destination,
    filter,
    topicFilter: filter,
    shareName: undefined,
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    identifier: undefined,
  };
}

function take(backlog: RetainedBacklog): (readonly [filter: string, topic: string])[] {
  const taken: (readonly [string, string])[] = [];
  for (let owed = backlog.peek(0); owed !== undefined; owed = backlog.peek(0)) {
    taken.push([owed.subscription.filter, owed.message.topic]);
    backlog.shift();
  }
  return taken;
}

test('what new subscriptions are owed comes in the order of the subscriptions', () => {
  const { backlog, subscribe } = setup(['a/1', 'b/1']);
  subscribe('b/#');
  subscribe('a/#');

  expect(take(backlog)).toEqual([
    ['b/#', 'b/1'],
    ['a/#', 'a/1'],
  ]);
});

test('a filter that is subscribed to again and again is owed its messages once', () => {
  const { backlog, subscribe } = setup(['a/1', 'a/2']);
  for (let round = 0; round < 100; round += 1) subscribe('a/#');

  expect(backlog.size).toBe(1);
  expect(take(backlog).toSorted()).toEqual([
    ['a/#', 'a/1'],
    ['a/#', 'a/2'],
  ]);
});

test('[MQTT-3.10.4-2] nothing is owed any more after UNSUBSCRIBE', () => {
  const { session, backlog, subscribe } = setup(['a/1']);
  subscribe('a/#');

  session.unsubscribe('a/#');

  expect(take(backlog)).toEqual([]);
});
