import { expect, test } from 'vitest';
import { found, kinds, lines } from '../testing/found.ts';
import { connack, connect, publish, suback, subscribe } from '../testing/packets.ts';
import { Records } from '../testing/records.ts';
import { broker } from '../testing/traced.ts';

function connected(): Records {
  return new Records().opened(1).packet(1, 'received', connect('press')).packet(1, 'sent', connack());
}

/** So many messages, one each second, and what the broker did with them. */
function published(records: Records, count: number, to: readonly string[] | undefined): Records {
  const receivers = to === undefined ? 0 : records.receivers(to);
  for (let index = 0; index < count; index += 1) {
    records.packet(1, 'received', publish('a/b', 0, 0));
    records.note({ event: 'routed', message: records.next - 1, receivers });
    records.time += 5_000_000;
  }
  return records;
}

/** As the history would say it. */
const messages = new Map(
  Array.from({ length: 500 }, (_, at) => [
    at,
    { client: 'press', topic: 'a/b', qos: 0 as const, retain: false },
  ]),
);

test('messages of a topic that go to nobody', () => {
  expect(lines(found(broker, published(connected(), 12, undefined), { messages }))).toEqual([
    'no-subscriber press a/b [4 6 8 10 22]: 10 messages or more within 45.0 s, none for a subscriber',
  ]);
});

test('the app itself is no subscriber', () => {
  const records = published(connected(), 12, ['app']);

  expect(kinds(found(broker, records, { messages, own: ['app'] }))).toEqual(['no-subscriber']);
});

test('near miss of no-subscriber: somebody subscribes after a while, and messages that are few', () => {
  const soon = published(published(connected(), 8, undefined), 8, ['historian']);

  expect(kinds(found(broker, soon, { messages }))).toEqual([]);
  expect(kinds(found(broker, published(connected(), 9, undefined), { messages }))).toEqual([]);
});

function subscriber(): Records {
  return connected()
    .opened(2)
    .packet(2, 'received', connect('historian', { keepAlive: 0 }))
    .packet(2, 'sent', connack())
    .packet(2, 'received', subscribe(1, ['x/#']))
    .packet(2, 'sent', suback(1, [1]));
}

const soon = { silentSeconds: 600, silentMessages: 100 };

test('a subscriber that gets nothing', () => {
  const records = published(subscriber(), 125, ['another']);

  expect(lines(found(broker, records, { messages, thresholds: soon }))).toEqual([
    'silent-subscriber historian x/# [7 8]: nothing for 10:00 min, while 120 messages came in',
  ]);
});

test('near miss of silent-subscriber: a subscriber that got one message, and one where nothing comes in', () => {
  const heard = published(published(subscriber(), 60, ['another']), 65, ['another', 'historian']);
  const calm = published(subscriber(), 2, ['another']);

  expect(kinds(found(broker, heard, { messages, thresholds: soon }))).toEqual([]);
  expect(kinds(found(broker, calm, { messages, thresholds: soon, later: 2_000 }))).toEqual([]);
});
