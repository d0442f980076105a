import type { Segment } from './segment.ts';

/** How many exchanges of the segment began before that packet: of one of its exchanges, its place in the segment. */
export function placeOf(segment: Segment, sequence: number): number {
  const row = segment.rowBefore(sequence);
  if (row < 0) return 0;
  const { id, count } = segment.columns;
  return placeOfRow(segment, row) + Math.min(count[row] ?? 1, sequence - (id[row] ?? 0));
}

function placeOfRow(segment: Segment, end: number): number {
  // Without a run each row is one.
  if (segment.exchanges === segment.rows) return end;
  let place = 0;
  for (let row = 0; row < end; row += 1) place += segment.columns.count[row] ?? 1;
  return place;
}

/** The first packets of the exchanges at these places, which rise. */
export function sequencesAt(segment: Segment, places: readonly number[]): number[] {
  const { id, count } = segment.columns;
  const sequences: number[] = [];
  let [row, first] = [0, 0];
  for (const place of places) {
    for (; row < segment.rows && first + (count[row] ?? 1) <= place; row += 1) first += count[row] ?? 1;
    if (row < segment.rows) sequences.push((id[row] ?? 0) + place - first);
  }
  return sequences;
}
