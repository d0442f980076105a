import { expect, test } from 'vitest';
import { exchange } from '../testing/exchanges.ts';
import { Segment } from './segment.ts';
import { packSegment, unpackSegment } from './segment-codec.ts';
import { rowWith } from './segment-lookups.ts';

function rowsOf(segment: Segment) {
  return Array.from({ length: segment.rows }, (_, row) => segment.read(row));
}

test('a segment comes back from its bytes as it was', () => {
  const segment = new Segment();
  segment.add(exchange(1, { kind: 'connect', packets: [1, 2], packetId: 0 }));
  segment.add(exchange(10, { outcome: 'in-flight', awaiting: 'pubrel', qos: 2, packets: [10, 11] }));
  segment.addRun({ first: 12, count: 500, outcome: 'complete', firstTime: 12_000, lastTime: 90_000 });
  segment.add(
    exchange(2 ** 40, {
      kind: 'delivery',
      direction: 'sent',
      message: 2 ** 40 - 3,
      client: 'a client',
      outcome: 'refused',
      reason: { packet: 'puback', code: 0x97 },
      detail: 'why',
      clause: 'MQTT-4.9.0-1',
      resends: 3,
      packets: [2 ** 40, 2 ** 40 + 1, 2 ** 40 + 5, 2 ** 40 + 6, 2 ** 40 + 9],
      firstTime: 1_700_000_000_000_000,
      lastTime: 1_700_000_000_000_900,
    }),
  );
  const ended = { deliveredQos: 2, lastTime: 1_700_000_000_000_950 } as const;
  segment.setDeliveries(0, { total: 3, done: 1, waiting: 1, failed: 1, ...ended });

  const read = unpackSegment(packSegment(segment));

  expect(rowsOf(read)).toEqual(rowsOf(segment));
  expect(read.read(3)).toEqual({
    id: 2 ** 40,
    count: 1,
    kind: 'delivery',
    direction: 'sent',
    outcome: 'refused',
    awaiting: undefined,
    qos: 1,
    deliveredQos: undefined,
    packetId: 7,
    link: 1,
    client: 'a client',
    time: 1_700_000_000_000_000,
    lastTime: 1_700_000_000_000_900,
    reason: { packet: 'puback', code: 0x97 },
    detail: 'why [MQTT-4.9.0-1]',
    resends: 3,
    message: 2 ** 40 - 3,
    deliveries: undefined,
    journeyEnd: 0,
    packets: [2 ** 40 + 1, 2 ** 40 + 5, 2 ** 40 + 6, 2 ** 40 + 9],
  });
  expect([read.exchanges, read.inFlight, read.deliveries, read.lastPacket]).toEqual([503, 1, 1, 2 ** 40 + 9]);
});

test('the exchange of a packet is found by any of its packets', () => {
  const segment = new Segment();
  segment.add(exchange(1, { packets: [1, 4, 6, 9, 12] }));
  segment.addRun({ first: 2, count: 2, outcome: 'complete', firstTime: 2, lastTime: 3 });
  segment.add(exchange(5, { packets: [5, 8] }));

  const found = [1, 4, 6, 9, 12, 2, 3, 5, 8, 7].map((sequence) => rowWith(segment, sequence));

  expect(found).toEqual([0, 0, 0, 0, 0, 1, 1, 2, 2, -1]);
});

test('what all exchanges of a segment share is written once', () => {
  const flood = new Segment();
  const mixed = new Segment();
  for (let id = 1; id <= 1_000; id += 1) {
    flood.add(exchange(id, { client: 'pump' }));
    mixed.add(exchange(id, { client: `pump-${id}`, kind: 'delivery', message: id % 7, resends: id % 3 }));
  }

  const packed = [flood, mixed].map(packSegment);

  expect(packed.map(unpackSegment).map(rowsOf)).toEqual([flood, mixed].map(rowsOf));
  expect(packed[0]?.byteLength).toBeLessThan((packed[1]?.byteLength ?? 0) / 2);
});
