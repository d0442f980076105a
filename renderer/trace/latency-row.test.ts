import { expect, test } from 'vitest';
import type { LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import type { LatencyRow } from './latency-row.ts';
import { latencyRows, rowsAsBefore, sortedRows } from './latency-row.ts';

const figures = { p50: 1, p95: 2, p99: 3, max: 4 };
const group = (text: string, count: number, p95: number) => ({
  ...figures,
  name: { text, cut: 0 },
  count,
  p95,
});
const value: LatencyValue = {
  inFlight: 0,
  all: { ...figures, count: 9, volume: 12 },
  from: 0,
  width: 1,
  buckets: [],
  groups: [group('panel', 5, 20), group('press 1', 2, 90), group('', 1, 30)],
  others: { ...figures, count: 1 },
};
const lines = (rows: readonly LatencyRow[]) =>
  rows.map(({ name, count, condition }) => `${name} ${count} ${condition ?? '-'}`);

/** Numbers names as they come. */
function keys() {
  const known = new Map<string, number>();
  return (name: string): number => {
    if (!known.has(name)) known.set(name, known.size);
    return known.get(name) ?? 0;
  };
}

test('all comes first and the others last, and each of the rest keeps the filter to it', () => {
  const order = (rows: readonly LatencyRow[]) => sortedRows(rows, { column: 'p95', isDescending: true });

  expect(lines(latencyRows(value, { kind: 'client' }, keys(), order))).toEqual([
    'All 9 -',
    'press 1 2 client:"press 1"',
    'unknown client 1 -',
    'panel 5 client:panel',
    'others 1 -',
  ]);
  const topics = { ...value, groups: [group('plant/press', 3, 1)], others: undefined };
  expect(lines(latencyRows(topics, { kind: 'topic', levels: 2 }, keys(), order))).toEqual([
    'All 9 -',
    'plant/press 3 topic:plant/press/#',
  ]);
});

test('rows keep their places while they are looked at, new ones come last', () => {
  const keyOf = keys();
  const order = (rows: readonly LatencyRow[]) => sortedRows(rows, { column: 'count', isDescending: true });
  const before = latencyRows(value, { kind: 'client' }, keyOf, order).map(({ key }) => key);
  const groups = [group('new', 99, 1), group('press 1', 50, 90), group('panel', 6, 20)];
  const held = (rows: readonly LatencyRow[]) => rowsAsBefore(rows, before);

  const after = latencyRows({ ...value, groups }, { kind: 'client' }, keyOf, held);

  expect(after.map(({ name }) => name)).toEqual(['All', 'panel', 'press 1', 'new', 'others']);
});
