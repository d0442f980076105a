import { expect, test } from 'vitest';
import { batchBytes } from '../capture/limits.ts';
import { spareBuffers } from './limits.ts';
import { StoreQueueMeter } from './source-sink.ts';

test('buffers that come back from the disk are used again, and of more than are kept the memory is given back', () => {
  const meter = new StoreQueueMeter(64e6);
  const buffers = Array.from({ length: spareBuffers + 1 }, () => meter.takeBuffer(batchBytes));

  for (const buffer of buffers) meter.giveBuffer(buffer);

  expect(buffers.map(({ byteLength }) => byteLength)).toEqual([
    ...Array<number>(spareBuffers).fill(batchBytes),
    0,
  ]);
  expect(buffers).toContain(meter.takeBuffer(batchBytes));
});
