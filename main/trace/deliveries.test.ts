import { expect, test } from 'vitest';
import type { Journey } from './exchange.ts';
import { found, kinds } from './testing/found.ts';
import { ack, connack, connect, disconnect, publish } from './testing/packets.ts';
import { Records } from './testing/records.ts';
import { broker, Traced, traced } from './testing/traced.ts';
import { Tracker } from './tracker.ts';

const kept = connect('historian', { cleanStart: false, properties: { sessionExpiryInterval: 3_600 } });

/** A publisher on link 1 and a receiver on link 2, and a message of the publisher: records 1 to 7. */
function setup(): Records {
  return new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack())
    .opened(2)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack())
    .packet(1, 'received', publish('a', 1, 7));
}

/** The deliveries only. */
function deliveries(records: Records): readonly string[] {
  return traced(broker, records)
    .lines()
    .filter((line) => line.startsWith('delivery'));
}

test('a delivery is complete with the acknowledgement of its receiver', () => {
  const records = setup()
    .note({ event: 'sent', message: 7, link: 2, packetId: 1, qos: 1 })
    .packet(2, 'received', ack('puback', 1));

  expect(deliveries(records)).toEqual(['delivery a q1 #1 complete [8 9]']);
});

test('a delivery that waits goes out, and is carried on when its receiver is back', () => {
  const records = setup()
    .packet(2, 'received', disconnect())
    .closed(2)
    .note({ event: 'queued', message: 7, link: 2, qos: 1 })
    .opened(3)
    .packet(3, 'received', kept)
    .packet(3, 'sent', connack(true))
    .note({ event: 'sent', message: 7, link: 3, packetId: 1, qos: 1 })
    .packet(3, 'received', ack('puback', 1));

  expect(deliveries(records)).toEqual(['delivery a q1 #1 complete [10 14 15]']);
});

test('a delivery in flight is sent again on the next connection', () => {
  const records = setup()
    .note({ event: 'sent', message: 7, link: 2, packetId: 1, qos: 1 })
    .closed(2)
    .opened(3)
    .packet(3, 'received', kept)
    .packet(3, 'sent', connack(true))
    .note({ event: 'sent', message: 7, link: 3, packetId: 1, qos: 1, dup: true })
    .packet(3, 'received', ack('puback', 1));

  expect(deliveries(records)).toEqual(['delivery a q1 #1 resent [8 13 14]']);
});

test.each([
  ['dropped', 'dropped'],
  ['expired', 'expired'],
  ['withheld', 'dropped'],
] as const)('a delivery that is %s', (event, outcome) => {
  const records = setup()
    .closed(2)
    .note({ event: 'queued', message: 7, link: 2, qos: 1 })
    .note({ event, message: 7, link: 2, qos: 1 });

  expect(deliveries(records)).toEqual([`delivery a q1 ${outcome} [9 10]`]);
});

test('what waits is lost with the session', () => {
  const records = setup()
    .closed(2)
    .note({ event: 'queued', message: 7, link: 2, qos: 1 })
    .note({ event: 'session-over', link: 2 });

  expect(deliveries(records)).toEqual(['delivery a q1 abandoned [9]']);
});

test('a copy that a fault touched stands on record beside its note, before it or after it', () => {
  const touch = { faults: ['slow: waited 5 ms'], isCopy: true };
  const before = setup()
    .packet(2, 'sent', publish('a', 1, 1), touch)
    .note({ event: 'sent', message: 7, link: 2, packetId: 1, qos: 1 })
    .packet(2, 'received', ack('puback', 1));
  const after = setup()
    .note({ event: 'sent', message: 7, link: 2, packetId: 1, qos: 1 })
    .packet(2, 'sent', publish('a', 1, 1), touch)
    .packet(2, 'received', ack('puback', 1));

  expect(deliveries(before)).toEqual(['delivery a q1 #1 complete [8 9 10]']);
  expect(deliveries(after)).toEqual(['delivery a q1 #1 complete [8 9 10]']);
});

test('a receiver that acknowledges what was not sent to it is broken', () => {
  const records = setup()
    .note({ event: 'sent', message: 7, link: 2, packetId: 1, qos: 1 })
    .packet(2, 'received', ack('puback', 9));

  expect(deliveries(records)).toEqual([
    'delivery a q1 #1 in-flight awaiting puback [8]',
    'delivery q1 #9 broken MQTT-2.2.1-5 [9]',
  ]);
});

test('a receiver that takes two at once and acknowledges none stalls the broker', () => {
  const records = new Records()
    .opened(2)
    .packet(2, 'received', connect('historian', { properties: { receiveMaximum: 2 } }))
    .packet(2, 'sent', connack())
    .note({ event: 'sent', message: 900, link: 2, packetId: 1, qos: 1 })
    .note({ event: 'sent', message: 901, link: 2, packetId: 2, qos: 1 })
    .note({ event: 'queued', message: 902, link: 2, qos: 1 });

  const all = found(broker, records, { thresholds: { lateSeconds: 1_000 }, later: 3 });

  expect(kinds(all)).toEqual(['receive-maximum']);
});

test('who goes on from a checkpoint asks the history for receivers that were named before', () => {
  const records = setup();
  const receivers = records.receivers(['historian']);
  const { data, first } = records.batch();
  const totals: number[] = [];
  const sink = Object.assign(new Traced(), {
    journey: ({ total }: Journey) => totals.push(total),
  });
  const before = new Tracker(broker, sink);
  before.take(data, first);
  totals.length = 0;
  const receiversAt = (sequence: number) => (sequence === receivers ? textOf(data) : undefined);
  const more = records.note({ event: 'routed', message: 7, receivers }).batch();

  new Tracker({ ...broker, receiversAt }, sink, before.checkpoint()).take(more.data, more.first);

  expect(totals).toEqual([1]);
});

/** Of the last record. */
function textOf(data: Buffer): string {
  return data.toString('utf8', data.lastIndexOf('{"alike"'));
}
