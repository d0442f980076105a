import { expect, test } from 'vitest';
import type { Packet } from '../../../app/mqtt/packet.ts';
import { found, kinds, lines } from '../testing/found.ts';
import {
  ack,
  connack,
  connect,
  disconnect,
  pingreq,
  publish,
  suback,
  subscribe,
} from '../testing/packets.ts';
import { Records } from '../testing/records.ts';
import { broker, connection } from '../testing/traced.ts';

const press = connect('press', { keepAlive: 2, properties: { receiveMaximum: 2 } });

/** A client with twenty messages, each of which it acknowledged within a millisecond. */
function connected(packet: Packet = press): Records {
  const records = new Records().opened(1).packet(1, 'received', packet).packet(1, 'sent', connack());
  for (let id = 1; id <= 20; id += 1) {
    records.packet(1, 'sent', publish('a', 1, id)).packet(1, 'received', ack('puback', id));
  }
  return records;
}

/** Two messages in flight, all that it takes; then what comes between; then both are acknowledged. */
function stalled(between: (records: Records) => void): Records {
  const records = connected()
    .packet(1, 'sent', publish('a', 1, 21))
    .packet(1, 'sent', publish('a', 1, 22));
  between(records);
  return records.packet(1, 'received', ack('puback', 21)).packet(1, 'received', ack('puback', 22));
}

const later = (seconds: number) => (records: Records) => {
  records.time += seconds * 1e6;
};

test('near miss of unacknowledged, receive-maximum, keep-alive-missed: the app itself stood still', () => {
  expect(
    lines(
      found(
        broker,
        stalled((records) => records.stood(4)),
      ),
    ),
  ).toEqual([]);
});

test('near miss: the app stood still many times, and the client was quick between', () => {
  const records = stalled((all) => {
    for (let times = 0; times < 8; times += 1) {
      all.stood(0.45);
      later(0.05)(all);
    }
  });

  expect(lines(found(broker, records))).toEqual([]);
});

test.each<[string, (records: Records) => void]>([
  [
    'for less than makes up for it',
    (records) => {
      records.stood(0.5);
      later(3.5)(records);
    },
  ],
  ['not', later(4)],
])('a client that is silent is found, though the app stood still %s', (_, between) => {
  const all = new Set(kinds(found(broker, stalled(between))));

  expect(all).toEqual(new Set(['unacknowledged', 'receive-maximum', 'keep-alive-missed']));
});

test('that the app stood still before makes up for nothing', () => {
  const records = connected()
    .stood(5)
    .packet(1, 'sent', publish('a', 1, 21));
  later(4)(records);
  records.packet(1, 'received', ack('puback', 21));

  expect(kinds(found(broker, records))).toContain('unacknowledged');
});

test('an acknowledgement that never comes is found after the app stood still, and it is said for how long that was', () => {
  const records = connected()
    .packet(1, 'sent', publish('a', 1, 21))
    .stood(1);

  expect(lines(found(broker, records, { later: 3 }))).toEqual([
    'unacknowledged press a [44]: PUBLISH q1 id 21: PUBACK not there after 4,001 ms, 1,000 ms of which this app stood still; usual for this client: 1.0 ms',
  ]);
});

test('near miss of keep-alive-near: the app itself stood still', () => {
  const records = connected(connect('press', { keepAlive: 2 }));
  records.stood(1);
  later(1.5)(records);

  expect(lines(found(broker, records.packet(1, 'received', pingreq)))).toEqual([]);
});

test('a client that is closed after one and a half times its keep alive has missed it, though the app stood still meanwhile', () => {
  const records = connected(connect('press', { keepAlive: 4 }));
  later(3)(records);
  records.stood(0.2);
  later(2.8)(records);

  expect(lines(found(broker, records.packet(1, 'sent', disconnect(0x8d)).closed(1)))).toEqual([
    'keep-alive-missed press [46]: nothing for 6,003 ms; keep alive 4 s',
  ]);
});

test('near miss of nagle: the app itself stood still during as many handshakes', () => {
  const records = connected(connect('press'));
  for (let id = 21; id <= 60; id += 1) {
    records
      .packet(1, 'sent', publish('a', 1, id))
      .stood(0.04)
      .packet(1, 'received', ack('puback', id));
  }

  expect(lines(found(broker, records))).toEqual([]);
});

test('near miss of packet-id-kept: the app itself stood still for nearly as long', () => {
  const records = connected(connect('press'))
    .packet(1, 'sent', publish('a', 1, 999))
    .stood(70);
  for (let id = 21; id <= 140; id += 1) {
    records.packet(1, 'sent', publish('a', 1, id)).packet(1, 'received', ack('puback', id));
  }

  expect(lines(found(broker, records, { later: 1 }))).toEqual([]);
});

test('near miss of retained-to-live: it lay in the socket while the app stood still', () => {
  const records = connected(connect('press', { keepAlive: 0 }))
    .packet(1, 'received', subscribe(7, ['a'], 0))
    .packet(1, 'sent', suback(7, [0]))
    .stood(12)
    .packet(1, 'sent', publish('a', 0, 0, { retain: true }));

  expect(lines(found(broker, records))).toEqual([]);
});

test('near miss of will-missing: the app stood still before it could publish it', () => {
  const will = { topic: 'gone', payload: new Uint8Array(), qos: 0, retain: false, properties: {} } as const;
  const records = connected(connect('press', { keepAlive: 0, will }))
    .closed(1)
    .stood(12);
  records.opened(2).packet(2, 'received', connect('other')).packet(2, 'sent', connack());

  expect(lines(found(broker, records))).toEqual([]);
});

/** A session of ten minutes whose connection is lost as soon as the app is there again, and which the server has not. */
function lostAfter(seconds: number): Records {
  const packet = connect('us', {
    ...{ keepAlive: 0, cleanStart: false },
    properties: { sessionExpiryInterval: 600 },
  });
  const records = new Records().opened(1).packet(1, 'sent', packet).packet(1, 'received', connack());
  records.stood(seconds).closed(1);
  return records.opened(2).packet(2, 'sent', packet).packet(2, 'received', connack(false));
}

test('near miss of session-present: the session ended while the app stood still and did not see the connection lost', () => {
  expect(lines(found(connection, lostAfter(610)))).toEqual([]);
});

test('a session that is gone too early is found, though the app stood still', () => {
  expect(kinds(found(connection, lostAfter(300)))).toEqual(['session-present']);
});

test('a machine that sleeps is found once, and nobody is late of it', () => {
  const records = connected().stood(600).packet(1, 'received', pingreq);

  expect(lines(found(broker, records))).toEqual([
    'clock-gap [45]: nothing for 10:00 min, with connections open whose keep alive is 2 s',
  ]);
});
