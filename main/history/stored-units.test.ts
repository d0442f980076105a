import { zstdCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { unpackBlock } from './block.ts';
import { databasePath } from './database-path.ts';
import { StoredUnits } from './stored-units.ts';
import { lab, makeFolder, open, publish, record, stored } from './testing/history-bench.ts';

/** Bytes of all records of the history that is made, about. */
const total = 16_000_000;
const size = 2_000;

async function setup(): Promise<StoredUnits> {
  const { folder, remove } = makeFolder();
  onTestFinished(remove);
  const history = await open(folder);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const frame = publish('lab', 'x'.repeat(size));
  for (let index = 0; index < total / size; index += 1) recorder.packet(link, 'received', 4, frame, 1_000);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  await history.close();
  const units = new StoredUnits(databasePath(folder));
  onTestFinished(() => units.close());
  return units;
}

/** Bytes that buffers of this thread take now. */
const buffers = () => process.memoryUsage().arrayBuffers;

test('who goes through all records once takes the memory of one block for it', async () => {
  const units = await setup();
  const before = buffers();

  let [bytes, most] = [0, 0];
  units.snapshot(() => {
    const source = units.places.source(lab) ?? 0;
    let unit = units.places.unitFrom(source, 0);
    while (unit !== undefined) {
      bytes += units.withRecords(unit, ({ byteLength }) => byteLength);
      most = Math.max(most, buffers() - before);
      unit = units.places.unitFrom(source, unit.last + 1);
    }
  });

  expect(bytes).toBeGreaterThan(total);
  expect(most).toBeLessThan(total / 8);
});

test('a block is unpacked into memory of its own size', () => {
  const block = Buffer.alloc(200_000, 'records');
  const packed = zstdCompressSync(block);
  const before = buffers();

  const unpacked = unpackBlock(packed, block.byteLength);

  expect(buffers() - before).toBeLessThan(1.1 * block.byteLength);
  expect(unpacked).toEqual(block);
});

test('a block that unfolds to more than it was is damaged', () => {
  const packed = zstdCompressSync(Buffer.alloc(200_000));

  expect(() => unpackBlock(packed, 199_999)).toThrow(
    expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }),
  );
});
