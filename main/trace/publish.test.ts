import { expect, test } from 'vitest';
import { encode } from '../../app/mqtt/encode.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import { ack, connack, connect, publish } from './testing/packets.ts';
import { Records } from './testing/records.ts';
import { broker, connection, traced } from './testing/traced.ts';

/** A client that is connected to the broker on link 1: records 1 to 3. */
function connected(version: ProtocolVersion = 5): Records {
  return new Records(version)
    .opened(1)
    .packet(1, 'received', connect('press', { version }))
    .packet(1, 'sent', connack());
}

test('QoS 0 is complete with its only packet, and contiguous ones are a run', () => {
  const records = connected();
  for (let count = 0; count < 3; count += 1) records.packet(1, 'received', publish('t', 0, 0));

  const { runs } = traced(broker, records);

  expect(runs).toEqual([
    { first: 4, count: 3, outcome: 'complete', firstTime: 1_004_000, lastTime: 1_006_000 },
  ]);
});

test('QoS 1 awaits PUBACK and is complete with it', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', publish('b', 1, 8))
    .packet(1, 'sent', ack('puback', 7));

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 #7 complete [4 6]',
    'publish b q1 #8 in-flight awaiting puback [5]',
  ]);
});

test('QoS 2 takes four packets', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 2, 7))
    .packet(1, 'sent', ack('pubrec', 7))
    .packet(1, 'received', ack('pubrel', 7))
    .packet(1, 'sent', ack('pubcomp', 7));

  const { told, exchanges } = traced(broker, records);

  expect(told.slice(2)).toEqual(['begun 4', 'changed 4', 'changed 4', 'ended 4']);
  expect(exchanges.get(4)?.packets).toEqual([4, 5, 6, 7]);
});

test.each([
  ['pubrec', [ack('pubrec', 7)], 'in-flight awaiting pubrel'],
  ['pubrel', [ack('pubrec', 7), ack('pubrel', 7)], 'in-flight awaiting pubcomp'],
] as const)('QoS 2 after %s is in flight', (_name, packets, state) => {
  const records = connected().packet(1, 'received', publish('a', 2, 7));
  for (const packet of packets) records.packet(1, packet.type === 'pubrec' ? 'sent' : 'received', packet);

  expect(traced(broker, records).lines()[1]).toContain(state);
});

test('acknowledgements that share a record each have their number', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 1))
    .packet(1, 'received', publish('b', 1, 2))
    .run(1, 'sent', [ack('puback', 1), ack('puback', 2)]);

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 #1 complete [4 6]',
    'publish b q1 #2 complete [5 7]',
  ]);
});

test('a reason code of 0x80 or above refuses the message', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 1))
    .packet(1, 'sent', ack('puback', 1, 0x87))
    .packet(1, 'received', publish('b', 2, 2))
    .packet(1, 'sent', ack('pubrec', 2, 0x97));

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 #1 refused puback 0x87 [4 5]',
    'publish b q2 #2 refused pubrec 0x97 [6 7]',
  ]);
});

test('0x10 says that there is no subscriber', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 1))
    .packet(1, 'sent', ack('puback', 1, 0x10))
    .packet(1, 'received', publish('b', 2, 2))
    .packet(1, 'sent', ack('pubrec', 2, 0x10))
    .packet(1, 'received', ack('pubrel', 2))
    .packet(1, 'sent', ack('pubcomp', 2));

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 #1 no-subscriber puback 0x10 [4 5]',
    'publish b q2 #2 no-subscriber pubrec 0x10 [6 7 8 9]',
  ]);
});

test('a connection of ours: what is sent is what the client says', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'sent', connect('app'))
    .packet(1, 'received', connack())
    .packet(1, 'sent', publish('out', 1, 1))
    .packet(1, 'received', publish('in', 2, 1))
    .packet(1, 'sent', ack('pubrec', 1))
    .packet(1, 'received', ack('puback', 1));

  expect(traced(connection, records).lines()).toEqual([
    'connect complete [2 3]',
    'publish out q1 #1 complete [4 7]',
    'publish in q2 #1 in-flight awaiting pubrel [5 6]',
  ]);
});

test('the topic that an alias stands for is that of the exchange', () => {
  const frame = encode(publish('', 1, 1, { properties: { topicAlias: 1 } }), 5);
  const records = connected().frame(1, 'received', frame, undefined, 'a/b');

  expect(traced(broker, records).lines()[1]).toBe('publish a/b q1 #1 in-flight awaiting puback [4]');
});

test.each([
  ['PUBREC for QoS 1', 1, 'sent', ack('pubrec', 7), 'MQTT-4.3.2-4'],
  ['PUBACK for QoS 2', 2, 'sent', ack('puback', 7), 'MQTT-4.3.3-8'],
  ['PUBREL before PUBREC', 2, 'received', ack('pubrel', 7), 'MQTT-4.3.3-4'],
  ['PUBCOMP before PUBREL', 2, 'sent', ack('pubcomp', 7), 'MQTT-4.3.3-8'],
] as const)('%s is broken, with its clause', (_name, qos, direction, packet, clause) => {
  const records = connected()
    .packet(1, 'received', publish('a', qos, 7))
    .packet(1, direction, packet);

  const [, exchange] = [...traced(broker, records).exchanges.values()];

  expect([exchange?.outcome, exchange?.clause]).toEqual(['broken', clause]);
});

test('an acknowledgement of nothing is broken', () => {
  const records = connected().packet(1, 'sent', ack('puback', 9));

  expect(traced(broker, records).lines()[1]).toBe('publish q1 #9 broken MQTT-2.2.1-5 [4]');
});

test('an acknowledgement of what began before the records is no violation', () => {
  const records = new Records()
    .packet(1, 'sent', ack('puback', 9))
    .packet(1, 'sent', ack('pubrec', 10))
    .packet(1, 'received', ack('pubrel', 11))
    .packet(1, 'sent', ack('pubcomp', 12));

  expect(traced(broker, records).lines()).toEqual([
    'publish q1 #9 complete [1]',
    'publish q2 #10 in-flight awaiting pubrel [2]',
    'publish q2 #11 in-flight awaiting pubcomp [3]',
    'publish q2 #12 complete [4]',
  ]);
});

test('records that could not be kept may have held the beginning', () => {
  const records = connected().dropped().packet(1, 'sent', ack('puback', 9));

  expect(traced(broker, records).lines()[1]).toBe('publish q1 #9 complete [5]');
});

test('of what was lost while it was in flight its answer may be a part, until its next packet is there', () => {
  const lost = () =>
    connected()
      .packet(1, 'received', publish('a', 2, 9))
      .dropped();
  const detailOf = (records: Records) => traced(broker, records).exchanges.get(4)?.detail;

  const left = detailOf(lost());
  const goesOn = detailOf(lost().packet(1, 'sent', ack('pubrec', 9)));

  expect([left, goesOn]).toEqual(['Not recorded: of what came next, some could not be stored.', '']);
});

test('a packet identifier that is in use', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', publish('b', 1, 7))
    .packet(1, 'sent', ack('puback', 7));

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 #7 abandoned [4]',
    'publish b q1 #7 broken MQTT-2.2.1-3 [5 6]',
  ]);
});

test('5.0: a message is sent again only on another connection', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', publish('a', 1, 7, { dup: true }));

  expect(traced(broker, records).lines()[1]).toBe(
    'publish a q1 #7 broken awaiting puback MQTT-4.4.0-1 [4 5]',
  );
});

test('3.1.1: a message may be sent again at any time', () => {
  const records = connected(4)
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', publish('a', 1, 7, { dup: true }))
    .packet(1, 'sent', ack('puback', 7));

  expect(traced(broker, records).lines()[1]).toBe('publish a q1 #7 resent [4 5 6]');
});

test('PUBLISH of a server before CONNACK is broken', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'sent', connect('app'))
    .packet(1, 'received', publish('a', 1, 7));

  expect(traced(connection, records).lines()[1]).toBe(
    'publish a q1 #7 broken awaiting puback MQTT-3.2.0-1 [3]',
  );
});

test('a PUBLISH that cannot be read is broken', () => {
  const records = connected().frame(1, 'received', Uint8Array.of(0x32, 5, 0, 1, 0x61, 0, 0));

  expect(traced(broker, records).lines()[1]).toBe('publish q0 broken MQTT-2.2.1-3 [4]');
});

test('a fault: what it lets go no further does not move the exchange on', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'sent', ack('puback', 7), { faults: ['lossy: dropped'], isCopy: true });

  const [, exchange] = [...traced(broker, records).exchanges.values()];

  expect([exchange?.outcome, exchange?.awaiting, exchange?.detail]).toEqual([
    'in-flight',
    'puback',
    'lossy: dropped',
  ]);
});

test('a fault that makes an answer wait, or come twice', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'sent', ack('puback', 7), { faults: ['slow: delayed 40 ms'], isCopy: true })
    .packet(1, 'received', publish('b', 1, 8))
    .packet(1, 'sent', ack('puback', 8), { faults: ['twice: duplicated 1/2'], isCopy: true })
    .packet(1, 'sent', ack('puback', 8), { faults: ['twice: duplicated 2/2'], isCopy: true });

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 #7 complete [4 5]',
    'publish b q1 #8 complete [6 7]',
    'publish q1 #8 complete [8]',
  ]);
});

test('a fault that holds a PUBLISH back', () => {
  const records = connected().packet(1, 'received', publish('a', 1, 7), {
    faults: ['slow: held'],
    isCopy: false,
  });

  expect(traced(broker, records).lines()[1]).toBe('publish a q1 #7 held awaiting puback [4]');
});

test('a fault that drops a message at QoS 0', () => {
  const records = connected().packet(1, 'received', publish('a', 0, 0), {
    faults: ['lossy: dropped'],
    isCopy: false,
  });

  expect(traced(broker, records).lines()[1]).toBe('publish a q0 dropped [4]');
});

test('what is published by hand in the name of a client, and a will, cross no wire', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 1, 1), { faults: ['published by hand'], isCopy: false })
    .closed(1)
    .packet(1, 'received', publish('will', 1, 1));

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 complete [4]',
    'loss abandoned [5]',
    'publish will q1 complete [6]',
  ]);
});
