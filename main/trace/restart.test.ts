import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { found, kinds } from './testing/found.ts';
import { ack, auth, connack, connect, disconnect, pingreq, publish, subscribe } from './testing/packets.ts';
import { Records } from './testing/records.ts';
import { broker, Traced, traced } from './testing/traced.ts';
import type { Checkpoint } from './tracker.ts';
import { isUsable, Tracker } from './tracker.ts';

const kept = connect('press', { cleanStart: false, properties: { sessionExpiryInterval: 3_600 } });

function eventful(): Records {
  return new Records()
    .packet(90, 'received', publish('earlier', 1, 5))
    .opened(100)
    .packet(100, 'received', kept)
    .packet(100, 'sent', connack())
    .packet(100, 'received', publish('a', 1, 7))
    .packet(100, 'received', publish('a', 0, 0))
    .packet(100, 'received', publish('b', 2, 8))
    .packet(100, 'received', subscribe(9, ['c', 'd']))
    .packet(100, 'received', pingreq)
    .packet(100, 'received', auth(0x19))
    .packet(100, 'sent', ack('pubrec', 8, 0x10))
    .closed(100)
    .opened(101)
    .packet(101, 'received', kept)
    .packet(90, 'sent', ack('puback', 5))
    .packet(101, 'sent', connack(true))
    .packet(101, 'received', publish('a', 1, 7, { dup: true }))
    .packet(101, 'received', ack('pubrel', 8))
    .packet(101, 'sent', ack('puback', 7))
    .packet(101, 'sent', ack('pubcomp', 8))
    .packet(101, 'sent', ack('puback', 99))
    .packet(101, 'received', disconnect())
    .closed(101);
}

test('a tracker that goes on from a checkpoint after each record comes to the same', () => {
  const whole = traced(broker, eventful());
  const { data, first } = eventful().batch();
  const cut = new Traced();

  let at = 0;
  let checkpoint: Checkpoint | undefined;
  for (let sequence = first; at < data.length; sequence += 1) {
    const end = at + data.readUInt32LE(at);
    const tracker = new Tracker(broker, cut, checkpoint);
    tracker.take(data.subarray(at, end), sequence);
    checkpoint = deserialize(serialize(tracker.checkpoint()));
    at = end;
  }

  expect(cut.lines()).toEqual(whole.lines());
  expect(cut.told).toEqual(whole.told);
});

test('records that were taken are passed over', () => {
  const { data, first } = eventful().batch();
  const sink = new Traced();
  const tracker = new Tracker(broker, sink);

  const next = tracker.take(data, first);
  const told = sink.told.length;
  tracker.take(data, first);

  expect([next, sink.told.length]).toEqual([24, told]);
});

test('a checkpoint of another format is of no use', () => {
  expect(isUsable({ next: 1, state: { format: 0 } })).toBe(false);
});

/** Six messages that are acknowledged after half a second each, as records 4 to 15, and one after three. */
function slow(): Records {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack());
  for (let id = 1; id <= 7; id += 1) {
    records.packet(1, 'received', publish('a', 1, id));
    records.time += id < 7 ? 500_000 : 3_000_000;
    records.packet(1, 'sent', ack('puback', id));
  }
  return records;
}

test('who goes on knows what is usual for a client, and finds nothing of what is no longer than that', () => {
  expect(kinds(found(broker, slow()))).toEqual([]);
});

test('what was found of an exchange is not found again by who goes on', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack())
    .packet(1, 'received', publish('a', 1, 1));
  records.time += 5e6;
  records.packet(1, 'received', publish('b', 0, 0));

  expect(kinds(found(broker, records, { later: 5 }))).toEqual(['unacknowledged']);
});
