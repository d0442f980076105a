import { expect, test } from 'vitest';
import { giveBack } from './give-back.ts';

const size = 8 * 1_048_576;

test('bytes that are given back take no memory from then on, whether or not somebody has a view of them', () => {
  const { arrayBuffers } = process.memoryUsage();
  const bytes = Buffer.alloc(size);
  const view = bytes.subarray(1_000);

  giveBack(bytes);

  expect([bytes.byteLength, view.byteLength]).toEqual([0, 0]);
  expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(size);
});

test('short bytes, which share their memory with others, stay as they are', () => {
  const bytes = Buffer.from('short');
  const others = Buffer.from('another');

  giveBack(bytes);

  expect([bytes.toString(), others.toString()]).toEqual(['short', 'another']);
});
