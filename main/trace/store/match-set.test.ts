import { expect, test } from 'vitest';
import { MatchSet } from './match-set.ts';

/** All places up to there, by which of them a set is made. */
const those = (end: number, isIn: (place: number) => boolean) =>
  Array.from({ length: end }, (_, place) => place).filter(isIn);

test.each([1, 3, 31, 32, 33, 1_000])('of a set of every %i-th place any part is told', (step) => {
  const places = those(70_000, (place) => place % step === 0);
  const set = new MatchSet();
  for (const place of places.toReversed()) set.add(place);
  for (const place of places.slice(0, 5)) set.add(place);

  const parts = [
    [0, 40],
    [60, 100],
    [places.length - 3, places.length + 3],
  ] as const;

  expect(set.count).toBe(places.length);
  for (const [from, end] of parts) expect(set.places(from, end)).toEqual(places.slice(from, end));
});

test('what is removed from a copy is still in the set', () => {
  const set = new MatchSet();
  for (const place of [0, 31, 32, 63, 64, 5_000]) set.add(place);

  const copy = set.copy();
  copy.remove(31, 64);
  copy.remove(4_999, 1_000_000);

  expect([copy.count, copy.places(0, 9)]).toEqual([2, [0, 64]]);
  expect([set.count, set.places(0, 9)]).toEqual([6, [0, 31, 32, 63, 64, 5_000]]);
});
