import { expect, test } from 'vitest';
import { Receiving } from './receiving.ts';

test('it knows the identifiers that a set would', () => {
  const told: number[] = [];
  const receiving = new Receiving();
  const expected = new Set<number>();

  for (const id of [1, 65_535, 255, 256, 1, 8, 7]) {
    receiving.add(id);
    expected.add(id);
  }
  for (const id of [256, 2, 65_535]) told.push(Number(receiving.delete(id)), Number(expected.delete(id)));

  const ids = Array.from({ length: 65_536 }, (_, id) => id);
  expect(told).toEqual([1, 1, 0, 0, 1, 1]);
  expect(ids.filter((id) => receiving.has(id))).toEqual([...expected].sort((a, b) => a - b));
  expect(receiving.size).toBe(expected.size);
});
