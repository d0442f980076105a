import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Records the frames and gives what is needed to read them. */
async function setup(frames: readonly Uint8Array[], version: 4 | 5 = 4) {
  const { folder, remove } = makeFolder();
  const history = await open(folder, 256 * 1_048_576);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (const frame of frames) recorder.packet(link, 'received', version, frame, 1);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  return { history, recorder };
}

test('a message of 16 MB, longer than a batch, is stored and read by ranges', async () => {
  const payload = Buffer.concat([Buffer.alloc(4_096, 'text'), randomBytes(16 * 1_048_576 - 4_096)]);
  const { history } = await setup([publish('a', 'x'), publish('big', payload), publish('a', 'y')]);

  const packet = await history.reader.packet(lab, 3);
  const end = await history.reader.bytes(lab, 3, (packet?.frameSize ?? 0) - 100_000, 262_144);
  const rows = history.reader.openRows(lab, { of: 'all' }, () => undefined);
  const read = await readCounted(rows, { at: 'end', count: 10 });

  expect(packet?.frame.byteLength).toBe(65_536);
  expect(Buffer.compare(end?.bytes ?? Buffer.alloc(0), payload.subarray(-100_000))).toBe(0);
  expect(
    read.rows.map((row) => row.kind === 'message' && [row.payload.size, row.payload.bytes.byteLength]),
  ).toEqual([
    [1, 1],
    [16 * 1_048_576, 1_024],
    [1, 1],
  ]);
});

test('topics of 65,535 bytes and of 65,535 slashes are found again', async () => {
  const long = 'é'.repeat(32_767);
  const slashes = '/'.repeat(65_535);
  const { history } = await setup([publish(long, '1'), publish(slashes, '2'), publish(long, '3')]);

  const count = async (of: 'topic' | 'branch', topic: string) => {
    const rows = history.reader.openRows(lab, { of, topic: Buffer.from(topic) }, () => undefined);
    const read = await readCounted(rows, { at: 'end', count: 10 });
    return read.rows.length;
  };

  expect([await count('topic', long), await count('topic', slashes), await count('branch', '')]).toEqual([
    2, 1, 1,
  ]);
  expect(await history.reader.latest(lab, Buffer.from(long))).toBe(4);
});

test('a thousand topics of 256 levels that never repeat make blocks, not an endless summary', async () => {
  const frames = Array.from({ length: 1_000 }, (_, index) =>
    publish(Array.from({ length: 256 }, (_, level) => `${index}-${level}`).join('/'), 'x'),
  );
  const { history } = await setup(frames);

  const rows = history.reader.openRows(
    lab,
    { of: 'branch', topic: Buffer.from('517-0/517-1') },
    () => undefined,
  );

  expect((await readCounted(rows, { at: 'end', count: 10 })).rows.map(({ sequence }) => sequence)).toEqual([
    519,
  ]);
});

test('a PUBLISH that breaks off is a row that says so', async () => {
  const { history } = await setup([Uint8Array.of(0x30, 3, 0, 9, 0x61), Uint8Array.of(0x36, 0)]);
  const rows = history.reader.openRows(lab, { of: 'all' }, () => undefined);

  const read = await readCounted(rows, { at: 'end', count: 10 });

  expect(read.rows.map((row) => row.kind === 'message' && (row.malformed ?? '').length > 0)).toEqual([
    true,
    true,
  ]);
});

test('a topic alias is resolved in row, packet and selection [MQTT-3.3.2-10]', async () => {
  const { history } = await setup(
    [
      publish('plant/press', '1', { properties: { topicAlias: 3 } }),
      publish('', '2', { properties: { topicAlias: 3 } }),
      publish('', '3', { properties: { topicAlias: 4 } }),
    ],
    5,
  );
  const rows = history.reader.openRows(
    lab,
    { of: 'topic', topic: Buffer.from('plant/press') },
    () => undefined,
  );

  const read = await readCounted(rows, { at: 'end', count: 10 });
  const packet = await history.reader.packet(lab, 3);

  expect(read.rows.map(({ sequence }) => sequence)).toEqual([2, 3]);
  expect(packet?.facts.topic).toBe('plant/press');
  expect(await history.reader.latest(lab, Buffer.from('plant/press'))).toBe(3);
});
