import { expect, test } from 'vitest';
import { OldestKeys } from './oldest-keys.ts';

test('the oldest key is told first, whatever was added and deleted meanwhile', () => {
  const map = new Map([1, 2, 3].map((key) => [key, 'x']));
  const oldest = new OldestKeys(map);
  const take = () => {
    const key = oldest.next();
    if (key !== undefined) map.delete(key);
    return key;
  };

  const taken = [take()];
  map.delete(2);
  map.set(4, 'x');
  taken.push(take(), take(), take());
  map.set(5, 'x');
  taken.push(take(), take());

  expect(taken).toEqual([1, 3, 4, undefined, 5, undefined]);
});

test('of many each is passed once: a million are let go of one by one', () => {
  const map = new Map<number, number>();
  const oldest = new OldestKeys(map);

  for (let key = 0; key < 1_000_000; key += 1) {
    map.set(key, key);
    if (map.size > 100_000) map.delete(oldest.next() ?? -1);
  }

  expect([map.size, map.keys().next().value]).toEqual([100_000, 900_000]);
}, 5_000);
