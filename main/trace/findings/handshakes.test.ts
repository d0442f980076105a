import { expect, test } from 'vitest';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { found, kinds, lines } from '../testing/found.ts';
import { ack, connack, connect, publish } from '../testing/packets.ts';
import { Records } from '../testing/records.ts';
import { broker, connection } from '../testing/traced.ts';

const kept = connect('press', { cleanStart: false, properties: { sessionExpiryInterval: 3_600 } });

function connected(version: ProtocolVersion = 5): Records {
  return new Records(version)
    .opened(1)
    .packet(1, 'received', version === 5 ? kept : connect('press', { version, cleanStart: false }))
    .packet(1, 'sent', connack());
}

function resumed(records: Records): Records {
  return records.closed(1).opened(2).packet(2, 'received', kept).packet(2, 'sent', connack(true));
}

/** So many messages that are acknowledged within a millisecond. */
function usual(records: Records, count = 20): Records {
  for (let id = 1; id <= count; id += 1) {
    records.packet(1, 'received', publish('a', 1, id)).packet(1, 'sent', ack('puback', id));
  }
  return records;
}

test('an acknowledgement that is not there after a multiple of the usual time', () => {
  const records = usual(connected()).packet(1, 'received', publish('a', 1, 77));

  expect(lines(found(broker, records, { later: 3 }))).toEqual([
    'unacknowledged press a [44]: PUBLISH q1 id 77: PUBACK not there after 3,000 ms; usual for this client: 1.0 ms',
  ]);
});

test('an acknowledgement that comes late is told once', () => {
  const records = usual(connected()).packet(1, 'received', publish('a', 1, 77));
  records.time += 5_003_000;
  records.packet(1, 'sent', ack('puback', 77));

  expect(lines(found(broker, records))).toEqual([
    'unacknowledged press a [44 45]: PUBLISH q1 id 77: answered after 5,004 ms; usual for this client: 1.0 ms',
  ]);
});

test('near miss of unacknowledged: the app ended in the middle of a handshake, and was started an hour later', () => {
  const records = usual(connected()).packet(1, 'received', publish('a', 1, 77));
  records.time += 3_600_000_000;
  records.opened(9, true);

  expect(lines(found(broker, records, { later: 3 }))).toEqual([]);
});

test('near miss of unacknowledged: the answer may be among what could not be stored', () => {
  const afterDrop = (what: object) =>
    found(
      broker,
      usual(connected())
        .packet(1, 'received', publish('a', 1, 77))
        .dropped(what),
      { later: 3 },
    );

  expect(kinds(afterDrop({ reason: 'disk', records: 2, messages: 1 }))).toEqual([]);
  expect(kinds(afterDrop({ reason: 'overload', records: 2, messages: 2 }))).toEqual(['unacknowledged']);
  expect(kinds(afterDrop({ reason: 'notes', records: 2, messages: 0 }))).toEqual(['unacknowledged']);
});

test('near miss of unacknowledged: a slow acknowledgement of a client that is slow, and a quick one', () => {
  const records = connected();
  for (let id = 1; id <= 20; id += 1) {
    records.packet(1, 'received', publish('a', 1, id));
    records.time += 1_900_000;
    records.packet(1, 'sent', ack('puback', id));
  }
  records.packet(1, 'received', publish('a', 1, 77));
  records.time += 3_000_000;
  records.packet(1, 'sent', ack('puback', 77));

  expect(kinds(found(broker, records))).toEqual([]);
});

test('near miss of unacknowledged: what waits for a client that is away is not late', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1);

  expect(kinds(found(broker, records, { later: 100 }))).toEqual([]);
});

test('a message that is sent again on a resumed session came twice at QoS 1', () => {
  const records = resumed(connected().packet(1, 'received', publish('a', 1, 7)))
    .packet(2, 'received', publish('a', 1, 7, { dup: true }))
    .packet(2, 'sent', ack('puback', 7));

  expect(lines(found(broker, records))).toEqual([
    'resent press a [4 9]: PUBLISH q1 id 7 sent again after 5.0 ms, on a resumed session',
    'duplicate press a [4 9]: PUBLISH q1 id 7 came 2 times: whoever gets it has it as often',
  ]);
});

test('near miss of resent: a packet identifier that was free is used again on the resumed session', () => {
  const records = resumed(
    connected()
      .packet(1, 'received', publish('a', 1, 7))
      .packet(1, 'sent', ack('puback', 7)),
  )
    .packet(2, 'received', publish('a', 1, 7))
    .packet(2, 'sent', ack('puback', 7));

  expect(kinds(found(broker, records))).toEqual([]);
});

test('near miss of duplicate and duplicate-qos2: at QoS 2 it is sent again and came once', () => {
  const records = resumed(connected().packet(1, 'received', publish('a', 2, 7)))
    .packet(2, 'received', publish('a', 2, 7, { dup: true }))
    .packet(2, 'sent', ack('pubrec', 7))
    .packet(2, 'received', ack('pubrel', 7))
    .packet(2, 'sent', ack('pubcomp', 7));

  expect(kinds(found(broker, records))).toEqual(['resent']);
});

test('near miss of duplicate: a first copy that a fault let go no further does not make two', () => {
  const records = resumed(
    connected().packet(1, 'received', publish('a', 1, 7), { faults: ['lossy: dropped'], isCopy: false }),
  ).packet(2, 'received', publish('a', 1, 7, { dup: true }));

  expect(kinds(found(broker, records))).toEqual(['resent']);
});

test('a message at QoS 2 that comes again after its PUBCOMP came twice, which must not be', () => {
  const records = resumed(
    connected()
      .packet(1, 'received', publish('a', 2, 7))
      .packet(1, 'sent', ack('pubrec', 7))
      .packet(1, 'received', ack('pubrel', 7))
      .packet(1, 'sent', ack('pubcomp', 7)),
  ).packet(2, 'received', publish('a', 2, 7, { dup: true }));

  expect(lines(found(broker, records))).toEqual([
    'resent press a [12]: PUBLISH q2 id 7 sent again, on a resumed session',
    'duplicate-qos2 press a [4 12]: PUBLISH q2 id 7 came 2 times: whoever gets it has it as often',
  ]);
});

test.each([
  ['puback', 1],
  ['pubrec', 2],
] as const)('%s out of order', (type, qos) => {
  const records = connected()
    .packet(1, 'received', publish('a', qos, 1))
    .packet(1, 'received', publish('a', qos, 2))
    .packet(1, 'sent', ack(type, 2))
    .packet(1, 'sent', ack(type, 1));

  expect(kinds(found(broker, records))).toEqual(['order']);
});

test('near miss of order: acknowledgements of QoS 1 and of QoS 2 keep an order of their own', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 2, 1))
    .packet(1, 'received', publish('a', 1, 2))
    .packet(1, 'sent', ack('puback', 2))
    .packet(1, 'sent', ack('pubrec', 1));

  expect(kinds(found(broker, records))).toEqual([]);
});

test.each([broker, connection])(
  'near miss of order: the connection is lost with several PUBREL to come',
  (source) => {
    const isBroker = source === broker;
    const [from, to] = isBroker ? (['received', 'sent'] as const) : (['sent', 'received'] as const);
    const records = (
      isBroker
        ? connected()
        : new Records(5).opened(1).packet(1, 'sent', kept).packet(1, 'received', connack())
    )
      .packet(1, from, publish('a', 2, 1))
      .packet(1, from, publish('b', 2, 2))
      .packet(1, to, ack('pubrec', 1))
      .packet(1, to, ack('pubrec', 2))
      .closed(1);

    expect(kinds(found(source, records))).toEqual([]);
  },
);

test('what is sent again out of order', () => {
  const records = resumed(
    connected()
      .packet(1, 'received', publish('a', 2, 1))
      .packet(1, 'received', publish('a', 2, 2)),
  )
    .packet(2, 'received', publish('a', 2, 2, { dup: true }))
    .packet(2, 'received', publish('a', 2, 1, { dup: true }));

  expect(kinds(found(broker, records))).toEqual(['resent', 'resent', 'order']);
});

test('a packet identifier that is used while it is in use', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', publish('b', 1, 7));

  expect(lines(found(broker, records))).toEqual([
    'packet-id-reused press b [5]: PUBLISH q1 id 7: another exchange with packet identifier 7 was in flight',
  ]);
});

test('near miss of packet-id-reused: a packet identifier that is free is used again', () => {
  const records = usual(usual(connected()));

  expect(kinds(found(broker, records))).toEqual([]);
});

test('a packet identifier that is never released', () => {
  const records = usual(connected(), 10)
    .packet(1, 'received', publish('a', 2, 999))
    .packet(1, 'sent', ack('pubrec', 999));
  records.time += 61_000_000;
  usual(records, 100);

  const all = found(broker, records, { thresholds: { lateSeconds: 1_000 }, later: 1 });

  expect(kinds(all)).toEqual(['packet-id-kept']);
});

test('near miss of packet-id-kept: a packet identifier is kept while nothing else is done', () => {
  const records = usual(connected(), 10)
    .packet(1, 'received', publish('a', 2, 999))
    .packet(1, 'sent', ack('pubrec', 999));

  const all = found(broker, records, { thresholds: { lateSeconds: 1_000 }, later: 100 });

  expect(kinds(all)).toEqual([]);
});

test('a receiver that takes two at once and acknowledges none stalls its sender', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'sent', connect('app'))
    .packet(1, 'received', connack(false, 0, { receiveMaximum: 2 }))
    .packet(1, 'sent', publish('a', 1, 1))
    .packet(1, 'sent', publish('a', 1, 2));

  const all = found(connection, records, { thresholds: { lateSeconds: 1_000 }, later: 3 });

  expect(lines(all)).toEqual([
    'receive-maximum app a [4 5]: 2 of 2 messages are in flight, none acknowledged for 3,000 ms',
  ]);
});

test('near miss of receive-maximum: a receiver that takes one at once and goes on', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'sent', connect('app'))
    .packet(1, 'received', connack(false, 0, { receiveMaximum: 1 }));
  for (let id = 1; id <= 20; id += 1) {
    records.packet(1, 'sent', publish('a', 1, id));
    records.time += 1_500_000;
    if (id < 20) records.packet(1, 'received', ack('puback', id));
  }

  expect(kinds(found(connection, records, { thresholds: { lateSeconds: 1_000 } }))).toEqual([]);
});

test('handshakes that wait for a delayed acknowledgement of TCP', () => {
  const records = connected();
  for (let id = 1; id <= 20; id += 1) {
    records.packet(1, 'received', publish('a', 1, id));
    records.time += 40_000;
    records.packet(1, 'sent', ack('puback', id));
  }

  expect(kinds(found(broker, records))).toEqual(['nagle']);
});

test('near miss of nagle: a machine that is busy with other things, on which they take now less, now more', () => {
  const records = connected();
  for (let id = 1; id <= 40; id += 1) {
    records.packet(1, 'received', publish('a', 1, id));
    records.time += 35_000 + (id % 5) * 5_000;
    records.packet(1, 'sent', ack('puback', id));
  }

  expect(kinds(found(broker, records))).toEqual([]);
});

test('near miss of nagle: deliveries four at a time, and that twenty took as long is five times', () => {
  const records = connected();
  records.packet(1, 'sent', publish('a', 1, 9)).packet(1, 'received', ack('puback', 9));
  for (let first = 10; first < 30; first += 4) {
    const ids = [first, first + 1, first + 2, first + 3];
    for (const id of ids) records.packet(1, 'sent', publish('a', 1, id));
    records.time += 40_000;
    for (const id of ids) records.packet(1, 'received', ack('puback', id));
  }

  expect(kinds(found(broker, records))).toEqual([]);
});

test('how long such an acknowledgement takes, and how many are looked at, is for the settings to say', () => {
  const records = connected();
  records.packet(1, 'received', publish('a', 1, 9)).packet(1, 'sent', ack('puback', 9));
  for (let id = 1; id <= 5; id += 1) {
    records.packet(1, 'received', publish('a', 1, id));
    records.time += 200_000;
    records.packet(1, 'sent', ack('puback', id));
  }
  const thresholds = { nagleFrom: 180, nagleTo: 250, nagleHandshakes: 5 };

  expect([kinds(found(broker, records, { thresholds })), kinds(found(broker, records))]).toEqual([
    ['nagle'],
    [],
  ]);
});

test('near miss of nagle: a network on which everything takes that long', () => {
  const records = new Records().opened(1).packet(1, 'received', kept);
  records.time += 40_000;
  records.packet(1, 'sent', connack());
  for (let id = 1; id <= 20; id += 1) {
    records.packet(1, 'received', publish('a', 1, id));
    records.time += 40_000;
    records.packet(1, 'sent', ack('puback', id));
  }

  expect(kinds(found(broker, records))).toEqual([]);
});

test('near miss of nagle: a client that keeps twenty messages in flight', () => {
  const records = connected();
  records.packet(1, 'received', publish('a', 1, 1)).packet(1, 'sent', ack('puback', 1));
  for (let id = 2; id <= 200; id += 1) {
    records.packet(1, 'received', publish('a', 1, id));
    records.time += 250;
    if (id > 21) records.packet(1, 'sent', ack('puback', id - 20));
  }

  expect(kinds(found(broker, records))).toEqual([]);
});

test('a violation, with its clause', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 2, 7))
    .packet(1, 'sent', ack('puback', 7));

  expect(lines(found(broker, records))).toEqual([
    'protocol-error press a [4 5]: PUBACK is not what was awaited. [MQTT-4.3.3-8]',
  ]);
});

test('near miss of protocol-error: what a connection of ours is made to send, as by the session lab', () => {
  const malformed = Uint8Array.of(0x36, 0);
  const ours = (direction: 'sent' | 'received') =>
    new Records()
      .opened(1)
      .packet(1, 'sent', kept)
      .packet(1, 'received', connack())
      .frame(1, direction, malformed)
      .closed(1);

  expect(kinds(found(connection, ours('sent')))).toEqual([]);
  expect(kinds(found(connection, ours('received')))).toEqual(['protocol-error']);
});

test('near miss of protocol-error: an acknowledgement of what began before the records', () => {
  const records = new Records().packet(1, 'sent', ack('puback', 7));

  expect(kinds(found(broker, records))).toEqual([]);
});

test('the app itself is never found', () => {
  const records = connected().packet(1, 'sent', ack('puback', 7));

  expect(kinds(found(broker, records, { own: ['press'] }))).toEqual([]);
});
