import { afterEach, expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { codeOf } from './delivery-codes.ts';
import { readDelivery } from './delivery-layout.ts';
import {
  batchBytes,
  linkChangeBytes,
  queueBytes,
  queueHardBytes,
  queueNotesBytes,
  recordBytes,
  renoteAfter,
} from './limits.ts';
import type { CapturedRecord } from './record-layout.ts';
import { lengthAt, packetsAt, readRecord } from './record-layout.ts';
import type { RecordBatch, RecordSink } from './record-sink.ts';
import type { Recorder } from './recorder.ts';
import { createRecorder } from './recorder.ts';
import { countEach } from './testing/count-each.ts';

const recorders: Recorder[] = [];
afterEach(() => {
  for (const recorder of recorders.splice(0)) recorder.close();
});

/** A sink in memory whose queue and disk are as full as the test says. */
function setup(options: { readonly marksLinks?: boolean } = {}) {
  const disk: { queued: number; problem: string | undefined; waitingSince: number | undefined } = {
    queued: 0,
    problem: undefined,
    waitingSince: undefined,
  };
  const batches: RecordBatch[] = [];
  const counted: string[] = [];
  const store: RecordSink = {
    firstSequence: 100,
    // As the history's: it rises with what was handed over.
    get firstLink() {
      return 7 + batches.length;
    },
    queuedBytes: () => disk.queued,
    queuedBatches: () => 0,
    waitingSince: () => disk.waitingSince,
    longestRecord: () => recordBytes,
    problem: () => disk.problem,
    buffer: (size) => new ArrayBuffer(size),
    store: (batch) => batches.push(batch),
    flushWith: () => undefined,
  };
  const recorder = createRecorder({
    source: sourceId.parse('lab'),
    clock: { now: () => 5 },
    index: countEach((topic, _direction, _qos, _retain, _payload, _time, sequence) =>
      counted.push(`${sequence} ${Buffer.from(topic).toString()}`),
    ),
    store,
    log: () => undefined,
    marksLinks: options.marksLinks ?? true,
  });
  recorders.push(recorder);
  const records = (): CapturedRecord[] => {
    recorder.flush();
    return batches.flatMap(readBatch);
  };
  const links = () => {
    recorder.flush();
    return batches.flatMap((batch) => batch.links);
  };
  return { recorder, disk, records, links, counted, batches };
}

function readBatch(batch: RecordBatch): CapturedRecord[] {
  const data = Buffer.from(batch.buffer, 0, batch.used);
  const records: CapturedRecord[] = [];
  for (let at = 0; at < data.byteLength; at += lengthAt(data, at)) {
    for (let part = 0; part < packetsAt(data, at); part += 1) {
      records.push(readRecord(data, at, batch.firstSequence + records.length, part));
    }
  }
  expect(records.length).toBe(batch.count);
  return records;
}

function publish(topic: string, qos: 0 | 1 = 0, size = 5): Uint8Array {
  const payload = Buffer.alloc(size, 'x');
  const flags = { qos, retain: false, dup: false, id: qos, properties: noProperties };
  return encode({ type: 'publish', topic, payload, ...flags }, 4);
}

const start = { address: 'broker:1883', transport: 'tcp' } as const;
const connack = Uint8Array.of(0x20, 2, 0, 0);

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

test('a link is marked when the server has said yes and when it is lost, not when it was refused', () => {
  const { recorder, records } = setup();
  const refused = recorder.linkOpened(start, 1);
  recorder.packet(refused, 'received', 4, Uint8Array.of(0x20, 2, 0, 5), 2);
  recorder.linkClosed(refused, 'refused', 3);
  const accepted = recorder.linkOpened(start, 4);
  recorder.packet(accepted, 'received', 4, connack, 5);
  recorder.linkIdentified(accepted, 'me', 4);
  recorder.linkClosed(accepted, 'the keep alive ran out', 6);

  expect(
    records()
      .filter(({ isMark }) => isMark)
      .map(({ kind, link, time }) => [kind, link, time]),
  ).toEqual([
    ['connected', 8, 5],
    ['closed', 8, 6],
  ]);
});

test('what became known of a link while a batch was gathered is one change, which goes with the batch', () => {
  const { recorder, links, batches } = setup();
  const left = recorder.linkOpened(start, 1);
  recorder.linkIdentified(left, 'first', 4);
  recorder.linkClosed(left, 'refused', 2);
  const stays = recorder.linkOpened(start, 3);
  recorder.flush();
  recorder.linkIdentified(stays, 'second', 5);

  const { address, transport } = start;
  const nothing = { address: '', transport: undefined, clientId: undefined, version: 0, why: '' };
  expect(links()).toEqual([
    { link: 7, opened: 1, address, transport, clientId: 'first', version: 4, closed: 2, why: 'refused' },
    { ...nothing, link: 8, opened: 3, address, transport, closed: undefined },
    { ...nothing, link: 8, opened: undefined, clientId: 'second', version: 5, closed: undefined },
  ]);
  expect(batches.map(({ firstSequence, count }) => [firstSequence, count])).toEqual([
    [100, 3],
    [103, 0],
  ]);
});

test('changes of links are handed over before they are as long as a batch may be', () => {
  const { recorder, batches } = setup();
  const most = batchBytes / linkChangeBytes;

  for (let count = 0; count < most; count += 1) recorder.linkOpened(start, 1);

  expect(batches.length).toBeGreaterThan(0);
  expect(batches.every(({ links }) => links.length <= most)).toBe(true);
});

test('links of a source that has many are no marks', () => {
  const { recorder, records } = setup({ marksLinks: false });
  const link = recorder.linkOpened(start, 1);
  recorder.packet(link, 'sent', 4, connack, 2);
  recorder.linkClosed(link, 'gone', 3);

  expect(records().filter(({ isMark }) => isMark)).toEqual([]);
});

test('under overload QoS 0 PUBLISH goes first, still counted by the index, and nothing else is dropped', () => {
  const { recorder, disk, counted, records } = setup();
  const link = recorder.linkOpened(start, 1);
  disk.queued = queueBytes;

  recorder.packet(link, 'received', 4, publish('a', 0), 2);
  recorder.packet(link, 'received', 4, publish('b', 1), 3);
  recorder.packet(link, 'received', 4, Uint8Array.of(0xd0, 0), 4);

  expect(counted).toEqual(['-1 a', '101 b']);
  expect(records().map(({ sequence }) => sequence)).toEqual([100, 101, 102]);
  expect(recorder.drops()).toEqual([{ reason: 'overload', records: 1, messages: 1, bytes: 30, since: 2 }]);
});

test('above the hard bound everything is dropped and counted, with the reason', () => {
  const { recorder, disk } = setup();
  const link = recorder.linkOpened(start, 1);
  disk.queued = queueHardBytes;
  disk.problem = 'disk full';

  recorder.packet(link, 'received', 4, publish('b', 1), 3);
  recorder.packet(link, 'received', 4, Uint8Array.of(0xd0, 0), 4);

  expect(recorder.drops()).toEqual([{ reason: 'disk', records: 2, messages: 1, bytes: 54, since: 3 }]);
});

test('a change of a link that the queue has no room for is dropped and counted', () => {
  const { recorder, disk, links } = setup();
  const link = recorder.linkOpened(start, 1);
  disk.queued = queueHardBytes;

  recorder.linkIdentified(link, 'press-1', 5);

  expect(links()).toMatchObject([{ link, clientId: undefined }]);
  expect(recorder.drops()).toEqual([
    { reason: 'overload', records: 1, messages: 0, bytes: linkChangeBytes, since: 5 },
  ]);
});

test('a record longer than any may be is dropped alone', () => {
  const { recorder, records } = setup();
  const link = recorder.linkOpened(start, 1);

  recorder.packet(link, 'received', 4, publish('huge', 0, recordBytes), 2);
  recorder.packet(link, 'received', 4, publish('a'), 3);

  expect(recorder.drops()).toMatchObject([{ reason: 'size', records: 1 }]);
  expect(records().map(({ kind, time }) => [kind, time])).toEqual([
    ['opened', 1],
    ['packet', 3],
  ]);
});

test('the backlog says how full the queue is, and nothing while the disk takes nothing', () => {
  const { recorder, disk } = setup();
  disk.queued = queueBytes / 2;

  const half = recorder.backlog();
  disk.problem = 'the disk is full';

  expect([half, recorder.backlog()]).toEqual([0.5, 0]);
});

test('the history is behind by the age of the first record that is not stored, and by nothing when all are', () => {
  const { recorder, disk, records } = setup();
  const before = recorder.lag();
  recorder.linkOpened({ address: 'lab', transport: 'tcp' }, 5);
  disk.waitingSince = performance.now() - 3_000;

  const behind = recorder.lag();
  records();
  disk.waitingSince = undefined;

  expect([before, Math.round(behind / 1_000), recorder.lag()]).toEqual([0, 3, 0]);
});

test('what was dropped is told by a record of its own at the end', () => {
  const { recorder, disk, batches } = setup();
  const link = recorder.linkOpened(start, 1);
  disk.queued = queueBytes;
  recorder.packet(link, 'received', 4, publish('a'), 2);
  disk.queued = 0;

  recorder.close();

  const told = batches.flatMap(readBatch).at(-1);
  expect(told).toMatchObject({ kind: 'dropped', isMark: true, time: 5 });
  expect(JSON.parse(Buffer.from(told?.body ?? []).toString())).toEqual({
    reason: 'overload',
    records: 1,
    messages: 1,
    bytes: 30,
    since: 2,
  });
});

test('batches are filled to a megabyte and a longer record has one of its own', () => {
  const { recorder, batches } = setup();
  const link = recorder.linkOpened(start, 1);
  for (let index = 0; index < 3_000; index += 1)
    recorder.packet(link, 'received', 4, publish('a', 0, 1_000), 2);
  recorder.packet(link, 'received', 4, publish('big', 0, 3_000_000), 3);
  recorder.packet(link, 'received', 4, publish('a'), 4);
  recorder.flush();

  const sequences = batches.flatMap(readBatch).map(({ sequence }) => sequence);
  expect(batches.map(({ buffer }) => buffer.byteLength)).toEqual([
    1_048_576, 1_048_576, 1_048_576, 3_000_030, 1_048_576,
  ]);
  expect(sequences).toEqual(Array.from({ length: 3_003 }, (_, index) => 100 + index));
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

test('only the first link of a run says that the run begins', () => {
  const { recorder, records } = setup();

  for (const time of [1, 2]) {
    recorder.linkOpened(start, time);
    recorder.flush();
  }

  expect(records().map(({ link, body }) => `${link} ${Buffer.from(body).toString()}`)).toEqual([
    '7 {"address":"broker:1883","begins":true}',
    '8 {"address":"broker:1883"}',
  ]);
});
