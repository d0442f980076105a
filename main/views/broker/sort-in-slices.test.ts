import { expect, test } from 'vitest';
import { sortInSlices } from './sort-in-slices.ts';

/** What the generator returns, and how often it rested. */
function run(keys: readonly number[] | readonly string[], isDescending: boolean) {
  const work = sortInSlices(keys, isDescending);
  let rests = 0;
  for (;;) {
    const step = work.next();
    if (step.done === true) return { places: [...step.value], rests };
    rests += 1;
  }
}

test('places are sorted by their keys, those of one key in the order in which they came', () => {
  expect(run([3, 1, 3, 2], false).places).toEqual([1, 3, 0, 2]);
  expect(run(['b', 'a', 'b'], true).places).toEqual([0, 2, 1]);
  expect(run([], false).places).toEqual([]);
});

test('many keys come out as the engine itself sorts them, with many rests on the way', () => {
  const seed = Date.now() % 1_000_000;
  let state = seed;
  const keys = Array.from({ length: 5_000 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % 500;
  });

  const { places, rests } = run(keys, false);

  const expected = keys.map((_, place) => place).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  expect({ seed, places }).toEqual({ seed, places: expected });
  expect(rests).toBeGreaterThan(50);
});
