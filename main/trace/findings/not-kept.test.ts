import { expect, test } from 'vitest';
import { serverEnded } from '../../capture/server-ended.ts';
import { found, kinds, lines } from '../testing/found.ts';
import {
  ack,
  connack,
  connect,
  disconnect,
  publish,
  suback,
  subscribe,
  unsuback,
  unsubscribe,
} from '../testing/packets.ts';
import { Records } from '../testing/records.ts';
import { broker } from '../testing/traced.ts';

type Qos = 0 | 1 | 2;

/** A press that publishes on link 1, and what the history would say of its messages. */
class Plant {
  readonly records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack());
  readonly messages = new Map<number, { client: string; topic: string; qos: Qos; retain: boolean }>();

  subscribed(
    link: number,
    filters: readonly string[],
    what: Parameters<typeof connect>[1] = {},
    qos: Qos = 1,
  ): this {
    this.connected(link, what);
    this.records.packet(link, 'received', subscribe(1, filters, qos));
    this.records.packet(
      link,
      'sent',
      suback(
        1,
        filters.map(() => qos),
      ),
    );
    return this;
  }

  connected(link: number, what: Parameters<typeof connect>[1] = {}, isPresent = false): this {
    this.records.opened(link).packet(link, 'received', connect('historian', what));
    this.records.packet(link, 'sent', connack(isPresent));
    return this;
  }

  /** For those; with nobody named, for nobody. */
  published(topic: string, what: { qos?: Qos; retain?: boolean; to?: readonly string[] } = {}): this {
    const { qos = 1, retain = false, to } = what;
    const receivers = to === undefined ? 0 : this.records.receivers(to);
    const message = this.records.next;
    this.messages.set(message, { client: 'press', topic, qos, retain });
    this.records.packet(1, 'received', publish(topic, qos, qos === 0 ? 0 : 7, { retain }));
    if (qos === 1) this.records.packet(1, 'sent', ack('puback', 7));
    this.records.note({ event: 'routed', message, receivers });
    return this;
  }

  closed(link: number, why?: string): this {
    this.records.closed(link, why);
    return this;
  }

  later(seconds: number): this {
    this.records.time += seconds * 1e6;
    return this;
  }

  found(options: Parameters<typeof found>[2] = {}) {
    return found(broker, this.records, { later: 2, messages: this.messages, ...options });
  }
}

function missedOne(): Plant {
  return new Plant().subscribed(2, ['plant/#']).closed(2).published('plant/alarm').subscribed(3, ['plant/#']);
}

test('a message came while a client was away whose session ended with its connection', () => {
  expect(lines(missedOne().found())).toEqual([
    'not-kept historian plant/# [9 10 16]: 1 message under plant/# in the 8.0 ms that it was away: its session ended with its connection',
  ]);
});

test('messages under several filters, for others and for nobody, are one finding', () => {
  const plant = new Plant().subscribed(2, ['a', 'b/#', 'c']).closed(2);
  plant
    .published('a', { to: ['panel'] })
    .published('b/1')
    .published('b/2')
    .published('d');

  expect(lines(plant.subscribed(3, ['a', 'b/#', 'c']).found())).toEqual([
    'not-kept historian b/# [9 14 17 26]: 3 messages under b/# and 1 other filter in the 18 ms that it was away: its session ended with its connection',
  ]);
});

test('the Session Expiry Interval passed while the client was away', () => {
  const kept = { properties: { sessionExpiryInterval: 10 } };
  const plant = new Plant().subscribed(2, ['plant/#'], kept).closed(2).later(20);

  expect(lines(plant.published('plant/alarm').subscribed(3, ['plant/#'], kept).found())).toEqual([
    'not-kept historian plant/# [10 16]: 1 message under plant/# in the 10.0 s that it was away: its Session Expiry Interval passed meanwhile',
  ]);
});

test('fewer messages than are looked for, and a client that is away for longer', () => {
  expect(kinds(missedOne().found({ thresholds: { awayMessages: 2 } }))).toEqual([]);
  const away = new Plant().subscribed(2, ['plant/#']).closed(2).published('plant/alarm').later(20);
  expect(kinds(away.subscribed(3, ['plant/#']).found({ thresholds: { awaySeconds: 10 } }))).toEqual([]);
});

test('the app itself', () => {
  expect(kinds(missedOne().found({ own: ['historian'] }))).toEqual([]);
});

test('near miss of not-kept: a session that outlives its connection, and one with nothing under its filters meanwhile', () => {
  const kept = { cleanStart: false, properties: { sessionExpiryInterval: 600 } };
  const away = new Plant().subscribed(2, ['plant/#'], kept).closed(2);
  const others = new Plant().subscribed(2, ['plant/#']).closed(2).published('home/alarm');

  expect(
    kinds(
      away
        .published('plant/alarm', { to: ['historian'] })
        .connected(3, kept, true)
        .found(),
    ),
  ).toEqual([]);
  expect(kinds(others.subscribed(3, ['plant/#']).found())).toEqual([]);
});

test('near miss of not-kept: another filter than before, and a client that comes for the first time', () => {
  const other = new Plant().subscribed(2, ['plant/#']).closed(2).published('plant/alarm');
  const first = new Plant().published('plant/alarm');

  expect(kinds(other.subscribed(3, ['plant/alarm']).found())).toEqual([]);
  expect(kinds(first.subscribed(3, ['plant/#']).found())).toEqual([]);
});

test('near miss of not-kept: what is at QoS 0, retained or no longer asked for, and a client that does not come back', () => {
  const plain = new Plant().subscribed(2, ['plant/#']).closed(2).published('plant/alarm', { qos: 0 });
  const retained = new Plant()
    .subscribed(2, ['plant/#'])
    .closed(2)
    .published('plant/alarm', { retain: true });
  const granted = new Plant().subscribed(2, ['plant/#'], {}, 0).closed(2).published('plant/alarm');
  const given = new Plant().subscribed(2, ['plant/#']);
  given.records.packet(2, 'received', unsubscribe(2, ['plant/#'])).packet(2, 'sent', unsuback(2, [0]));
  given.records.packet(2, 'received', disconnect());
  const gone = new Plant().subscribed(2, ['plant/#']).closed(2).published('plant/alarm');

  expect(kinds(plain.subscribed(3, ['plant/#']).found())).toEqual([]);
  expect(kinds(retained.subscribed(3, ['plant/#']).found())).toEqual([]);
  expect(kinds(granted.subscribed(3, ['plant/#'], {}, 0).found())).toEqual([]);
  expect(kinds(given.closed(2).published('plant/alarm').subscribed(3, ['plant/#']).found())).toEqual([]);
  expect(kinds(gone.found({ later: 4_000 }))).toEqual([]);
});

test('near miss of not-kept: the broker was stopped and started', () => {
  const plant = new Plant().subscribed(2, ['plant/#']).closed(2, serverEnded);

  expect(kinds(plant.published('plant/alarm').subscribed(3, ['plant/#']).found())).toEqual([]);
});
