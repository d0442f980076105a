import { expect, test } from 'vitest';
import { Flood } from './flood.ts';

/** What it says after each span of 100 ms in which so many records were stored. */
function spans(records: readonly number[], busy: number): boolean[] {
  const flood = new Flood();
  let to = 1;
  flood.stored('lab', to);
  return records.map((count) => {
    to += count;
    flood.stored('lab', to);
    flood.passed(100, busy);
    return flood.isOn;
  });
}

test('many records are a flood, and it is over when two spans were calm', () => {
  const said = spans([5_000, 50_000, 5_000, 50_000, 5_000, 5_000, 0], 0.1);

  expect(said).toEqual([false, true, true, true, true, false, false]);
});

test('fewer are one while the engine has no time to spare', () => {
  const [busy, idle, few] = [spans([5_000], 0.95), spans([5_000], 0.5), spans([500], 1)];

  expect([busy, idle, few]).toEqual([[true], [false], [false]]);
});

test('the first that is told of a source is no flood, however much there was before', () => {
  const flood = new Flood();

  flood.stored('lab', 5_000_000);
  flood.passed(100, 1);

  expect(flood.isOn).toBe(false);
});
