import { expect, test } from 'vitest';
import { encode } from '../../app/mqtt/encode.ts';
import { publish, setup, start } from './testing/recorder-setup.ts';

test('records keep what they were given and are numbered on from where the history ended', () => {
  const { recorder, records, counted } = setup();
  const link = recorder.linkOpened(start, 1);
  const frame = publish('a/b', 1);

  recorder.packet(link, 'sent', 5, Uint8Array.of(0xc0, 0), 2);
  recorder.packet(link, 'received', 4, frame, 3);

  expect(records().slice(1)).toMatchObject([
    { sequence: 101, kind: 'packet', time: 2, link: 7, direction: 'sent', version: 5, isMessage: false },
    { sequence: 102, kind: 'packet', time: 3, link: 7, direction: 'received', version: 4, isMessage: true },
  ]);
  expect(Uint8Array.from(records()[2]?.body ?? [])).toEqual(frame);
  expect(counted).toEqual(['102 a/b']);
});

test('acknowledgements of one read share a record and stay packets of their own', () => {
  const { recorder, records, batches } = setup();
  const link = recorder.linkOpened(start, 1);
  const other = recorder.linkOpened(start, 1);
  const puback = (id: number) => Uint8Array.of(0x40, 2, 0, id);

  for (const id of [1, 2]) {
    recorder.packet(link, 'received', 5, publish(`t/${id}`, 1), 2);
    recorder.packet(link, 'sent', 5, puback(id), 2);
  }
  for (const id of [3, 4]) recorder.packet(other, 'received', 4, puback(id), 3);
  recorder.packet(other, 'received', 4, Uint8Array.of(0x40, 3, 0, 5, 0x10), 3);
  recorder.packet(other, 'received', 4, puback(6), 4);

  const found = records().slice(2);
  const said = found.map(({ sequence, kind, time, direction, version, body }) => [
    sequence,
    `${kind} ${direction} at ${time} in ${version}`,
    (body[0] ?? 0) >> 4 === 3 ? 'PUBLISH' : [...body],
  ]);
  expect(said).toEqual([
    [102, 'packet received at 2 in 5', 'PUBLISH'],
    [103, 'packet received at 2 in 5', 'PUBLISH'],
    [104, 'packet sent at 2 in 5', [0x40, 2, 0, 1]],
    [105, 'packet sent at 2 in 5', [0x40, 2, 0, 2]],
    [106, 'packet received at 3 in 4', [0x40, 2, 0, 3]],
    [107, 'packet received at 3 in 4', [0x40, 2, 0, 4]],
    [108, 'packet received at 3 in 4', [0x40, 3, 0, 5, 0x10]],
    [109, 'packet received at 4 in 4', [0x40, 2, 0, 6]],
  ]);
  expect(found.map(({ link: on }) => on - link)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  expect(batches.map(({ count }) => count)).toEqual([10]);
});

test('a password never reaches a record', () => {
  const { recorder, batches } = setup();
  const link = recorder.linkOpened(start, 1);
  const password = Buffer.from('the secret');
  const connect = {
    cleanStart: true,
    keepAlive: 10,
    clientId: 'c',
    will: undefined,
    username: 'u',
    password,
  };

  recorder.packet(
    link,
    'sent',
    5,
    encode({ type: 'connect', protocolVersion: 5, properties: {}, ...connect }, 5),
    2,
  );
  recorder.packet(
    link,
    'sent',
    5,
    encode(
      {
        type: 'auth',
        reasonCode: 0x18,
        properties: { authenticationMethod: 'M', authenticationData: password },
      },
      5,
    ),
    3,
  );
  recorder.flush();

  expect(batches.length).toBe(1);
  expect(batches.some(({ buffer }) => Buffer.from(buffer).includes('the secret'))).toBe(false);
});

test('what faults did with a packet is stored behind its frame, and a copy is no other message in the tree', () => {
  const { recorder, records, counted } = setup();
  const link = recorder.linkOpened(start, 1);
  const frame = publish('a/b', 1);

  recorder.packet(link, 'received', 4, frame, 2, { faults: ['slow radio: delayed 120 ms'], isCopy: false });
  recorder.packet(link, 'sent', 4, frame, 3, { faults: ['slow radio: dropped', 'é'], isCopy: true });
  recorder.packet(link, 'sent', 5, Uint8Array.of(0xc0, 0), 4);

  const [, ...packets] = records();
  expect(packets).toMatchObject([
    { direction: 'received', version: 4, faults: ['slow radio: delayed 120 ms'], isCopy: false },
    { direction: 'sent', version: 4, faults: ['slow radio: dropped', 'é'], isCopy: true },
    { direction: 'sent', version: 5, faults: [], isCopy: false },
  ]);
  expect(packets.map(({ body }) => Uint8Array.from(body))).toEqual([frame, frame, Uint8Array.of(0xc0, 0)]);
  expect(counted).toEqual(['101 a/b']);
});

test('a fault is named within a bound', () => {
  const { recorder, records } = setup();
  const link = recorder.linkOpened(start, 1);

  recorder.packet(link, 'sent', 4, Uint8Array.of(0xd0, 0), 2, {
    faults: Array.from({ length: 100 }, () => 'x'.repeat(1_000)),
    isCopy: false,
  });

  expect(records()[1]?.faults).toEqual(Array.from({ length: 16 }, () => 'x'.repeat(200)));
});
