import { expect, onTestFinished, test, vi } from 'vitest';
import { linkChangeBytes, queueBytes, queueHardBytes, recordBytes } from './limits.ts';
import { publish, readBatch, setup, start } from './testing/recorder-setup.ts';

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

test('what was dropped while the disk was full is told before what is stored next', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { recorder, disk, records } = setup();
  const link = recorder.linkOpened(start, 1);
  disk.queued = queueHardBytes;
  disk.problem = 'the disk is full';
  recorder.packet(link, 'received', 4, publish('a', 1), 2);
  await vi.advanceTimersByTimeAsync(1_000);
  disk.queued = 0;
  disk.problem = undefined;

  recorder.packet(link, 'received', 4, publish('b', 1), 3);

  expect(records().map(({ kind }) => kind)).toEqual(['opened', 'dropped', 'packet']);
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
