import { expect, test } from 'vitest';
import { defaultLimits } from '../../../app/contract/areas/broker/limits.ts';
import { Counters } from '../counters.ts';
import type { Message } from '../routing/message.ts';
import { RoutedMessage } from '../routing/routed-message.ts';
import type { Subscription } from '../routing/subscription.ts';
import type { Session } from '../session/session.ts';
import { testSession } from '../testing/test-session.ts';
import { RetainedStore } from './retained.ts';
import { SearchShare } from './search-share.ts';

function setup(topics: readonly string[]) {
  const store = new RetainedStore(defaultLimits, new Counters(), () => undefined);
  const retain = (topic: string, payload = 'x') =>
    store.store(new RoutedMessage(message(topic, payload), undefined));
  for (const topic of topics) retain(topic);
  const session = testSession('reader', store);
  const subscribe = (filter: string) => {
    session.subscribe(subscriptionTo(session, filter));
    session.backlog.add(filter);
  };
  return { session, backlog: session.backlog, subscribe, retain };
}

function message(topic: string, text: string): Message {
  const payload = new TextEncoder().encode(text);
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
    retainHandling: 0,
    identifier: undefined,
    deliveries: 0,
  };
}

/** All that is owed, as far as one turn of the event loop allows. */
function take({ backlog }: Session, share = new SearchShare()): (readonly [filter: string, topic: string])[] {
  const taken: (readonly [string, string])[] = [];
  for (let owed = backlog.peek(0, share); owed !== undefined; owed = backlog.peek(0, share)) {
    taken.push([owed.subscription.filter, owed.message.topic]);
    backlog.take();
  }
  return taken;
}

test('what new subscriptions are owed comes in the order of the subscriptions', () => {
  const { session, subscribe } = setup(['a/1', 'b/1']);
  subscribe('b/#');
  subscribe('a/#');

  expect(take(session)).toEqual([
    ['b/#', 'b/1'],
    ['a/#', 'a/1'],
  ]);
});

test('a filter that is subscribed to again and again is owed its messages once', () => {
  const { session, backlog, subscribe } = setup(['a/1', 'a/2']);
  for (let round = 0; round < 100; round += 1) subscribe('a/#');

  expect(backlog.size).toBe(1);
  expect(take(session).toSorted()).toEqual([
    ['a/#', 'a/1'],
    ['a/#', 'a/2'],
  ]);
});

test('[MQTT-3.10.4-2] nothing is owed any more after UNSUBSCRIBE', () => {
  const { session, backlog, subscribe } = setup(['a/1']);
  subscribe('a/#');

  session.unsubscribe('a/#');

  expect([backlog.size, take(session)]).toEqual([0, []]);
});

test('a subscription that is replaced without being owed anew is owed what was left', () => {
  const { session, backlog, subscribe } = setup(['a/1', 'a/2']);
  subscribe('a/#');
  const [first] = [backlog.peek(0, new SearchShare())?.message.topic];
  backlog.take();

  session.subscribe(subscriptionTo(session, 'a/#'));

  expect([first, ...take(session).map(([, topic]) => topic)].toSorted()).toEqual(['a/1', 'a/2']);
});

test('what is stored after the subscription is not owed: it went out when it came', () => {
  const { session, subscribe, retain } = setup(['a/1', 'a/2', 'a/3']);
  subscribe('#');

  retain('a/2');
  retain('a/3', '');
  retain('a/4');

  expect(take(session)).toEqual([['#', 'a/1']]);
});

test('one turn of the event loop looks at a bounded number of levels, for all together', () => {
  const { session, backlog, subscribe } = setup(Array.from({ length: 5000 }, (_, index) => `a/${index}`));
  for (const filter of ['#', 'a/#', '+/none']) subscribe(filter);
  const share = new SearchShare();

  const taken = [take(session, share), take(session, share)].map(({ length }) => length);

  expect([taken, backlog.size]).toEqual([[999, 0], 3]);
});
