import { expect, test } from 'vitest';
import { BufferPool } from './buffer-pool.ts';

test('a buffer that was given back is taken again for what fits into it', () => {
  const pool = new BufferPool();
  const first = pool.take(257);

  pool.give(first);
  const smaller = pool.take(256);
  const larger = pool.take(513);
  const same = pool.take(512);

  expect([first, smaller, larger, same].map(({ byteLength }) => byteLength)).toEqual([512, 256, 1_024, 512]);
  expect(same).toBe(first);
  expect(pool.take(512)).not.toBe(first);
});

test('no more than 8 MB are kept', () => {
  const pool = new BufferPool();
  const many = Array.from({ length: 200 }, () => pool.take(65_536));

  for (const buffer of many) pool.give(buffer);
  const again = new Set(Array.from({ length: 200 }, () => pool.take(65_536)));

  expect(many.filter((buffer) => again.has(buffer)).length).toBe(128);
});
