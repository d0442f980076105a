import { disconnectKind } from './row-numbers.ts';
import type { Segment } from './segment.ts';

/** The row that the packet belongs to, or -1. */
export function rowWith(segment: Segment, sequence: number): number {
  const own = segment.rowOf(sequence);
  if (own >= 0) return own;
  const { id, second, third, fourth } = segment.columns;
  for (let row = segment.rowBefore(sequence); row >= 0; row -= 1) {
    const distance = sequence - (id[row] ?? 0);
    if (second[row] === distance || third[row] === distance || fourth[row] === distance) return row;
  }
  for (const [row, packets] of segment.packets) if (packets.includes(sequence)) return row;
  return -1;
}

/** The row of the last DISCONNECT on the link up to that time, or -1. */
export function goodbyeRow({ columns, rows }: Segment, link: number, time: number): number {
  for (let row = rows - 1; row >= 0; row -= 1) {
    const isMeant = columns.kind[row] === disconnectKind && columns.link[row] === link;
    if (isMeant && (columns.time[row] ?? 0) <= time) return row;
  }
  return -1;
}

/** The rows of a message's deliveries. */
export function deliveryRows({ columns, rows }: Segment, message: number): readonly number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row += 1) if (columns.message[row] === message) found.push(row);
  return found;
}

/** The first and the last message that is delivered in it. */
export function deliveredMessages({ columns, rows }: Segment): {
  readonly least: number;
  readonly most: number;
} {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let row = 0; row < rows; row += 1) {
    const message = columns.message[row] ?? 0;
    if (message === 0) continue;
    least = Math.min(least, message);
    most = Math.max(most, message);
  }
  return { least, most };
}
