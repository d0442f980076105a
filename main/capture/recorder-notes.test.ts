import { expect, test } from 'vitest';
import { codeOf } from './delivery-codes.ts';
import { readDelivery } from './delivery-layout.ts';
import { queueNotesBytes, renoteAfter } from './limits.ts';
import { publish, setup, start } from './testing/recorder-setup.ts';

test('notes stand behind what was received before them, and go first when the disk cannot keep up', () => {
  const { recorder, disk, records } = setup();
  const link = recorder.linkOpened(start, 1);
  const puback = Uint8Array.of(0x40, 2, 0, 1);
  const message = recorder.packet(link, 'received', 4, publish('a', 1), 2);
  const receiver = recorder.deliveries?.receiver(link);
  receiver?.sent(message, 1, 1, 0, 2);
  recorder.packet(link, 'sent', 4, puback, 2);
  recorder.packet(link, 'received', 4, puback, 3);
  receiver?.sent(message, 2, 1, 0, 3);
  receiver?.sent(message + 1, 3, 1, 0, 3);

  recorder.flush();
  disk.queued = queueNotesBytes;
  recorder.deliveries?.note(codeOf('expired'), 1, link, message, 0, 0, 4, 1);
  const kept = recorder.packet(link, 'received', 4, publish('a'), 5);

  const lines = records().map(({ kind, sequence, time, body }) =>
    kind === 'delivery'
      ? `${time} ${JSON.stringify(readDelivery(body, 0, sequence), ['event', 'message', 'packetId'])}`
      : `${time} ${kind} ${body[0]?.toString(16)}`,
  );
  expect(lines).toEqual([
    '1 opened 7b',
    '2 packet 32',
    '2 {"event":"sent","message":101,"packetId":1}',
    '2 packet 40',
    '3 packet 40',
    '3 {"event":"sent","message":101,"packetId":2}',
    '3 {"event":"sent","message":102,"packetId":3}',
    '5 packet 30',
  ]);
  expect([message, kept, recorder.drops()]).toEqual([
    101,
    107,
    [{ reason: 'notes', records: 1, messages: 0, bytes: 20, since: 4 }],
  ]);
});

test('who messages are for is named once, and again when that may be gone', () => {
  const { recorder, records } = setup();
  const { deliveries } = recorder;
  const link = recorder.linkOpened(start, 1);
  const set = deliveries?.receivers('{"receivers":[]}');
  const route = (time: number) =>
    deliveries?.routed(recorder.packet(link, 'received', 4, publish('a'), time), set);

  for (const time of [2, 3]) {
    route(time);
    recorder.flush();
  }
  const pubrel = Uint8Array.of(0x62, 2, 0, 1);
  for (let count = 0; count < renoteAfter; count += 1) recorder.packet(link, 'received', 4, pubrel, 4);
  route(5);

  const told = records().filter(({ kind }) => kind === 'receivers' || kind === 'delivery');
  expect(told.map(({ kind }) => kind)).toEqual([
    'receivers',
    'delivery',
    'delivery',
    'receivers',
    'delivery',
  ]);
  expect(deliveries?.receivers('{"receivers":[]}')).toBe(set);
});
