import type { TimeCount } from './time-counts.ts';

/** Pieces of time of one length, in µs. */
interface TimeAxis {
  readonly from: number;
  readonly width: number;
  readonly length: number;
}

const millisecond = 1_000;
const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
/** Lengths that a person reads on a clock. Beyond the last one whole days. */
const widths = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((count) => count * millisecond),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12, 24].map((count) => count * hour),
];

/**
 * At most so many pieces over what was counted. They begin at whole multiples of their length, so that they stay where they
 * are while messages come; undefined where there is nothing.
 */
export function axisOver(counts: Iterable<TimeCount>, most: number): TimeAxis | undefined {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const count of counts) {
    from = Math.min(from, count.from);
    to = Math.max(to, count.to);
  }
  if (from > to) return undefined;
  const fits = (width: number) => Math.floor(to / width) - Math.floor(from / width) + 1 <= most;
  const days = 24 * hour * Math.ceil((to - from) / (24 * hour) / Math.max(1, most - 1));
  const width = widths.find(fits) ?? days;
  const first = Math.floor(from / width);
  return { from: first * width, width, length: Math.floor(to / width) - first + 1 };
}

/** How many came in each piece; those of a block are spread evenly over its time. */
export function spread(counts: Iterable<TimeCount>, axis: TimeAxis): number[] {
  const sums = new Float64Array(axis.length);
  for (const count of counts) add(sums, count, axis);
  return wholeNumbers(sums);
}

/** What rounding takes from one it gives to the next, so that together they are as many as there were. */
function wholeNumbers(sums: Float64Array): number[] {
  let left = 0;
  return Array.from(sums, (sum) => {
    const whole = Math.max(0, Math.round(sum + left));
    left += sum - whole;
    return whole;
  });
}

function add(sums: Float64Array, { from, to, count }: TimeCount, axis: TimeAxis): void {
  const start = (from - axis.from) / axis.width;
  const end = (to - axis.from) / axis.width;
  const [low, high] = [Math.max(0, Math.floor(start)), Math.min(axis.length - 1, Math.floor(end))];
  if (low === high || end === start) {
    if (low < axis.length) sums[low] = (sums[low] ?? 0) + count;
    return;
  }
  for (let at = low; at <= high; at += 1) {
    const share = (Math.min(end, at + 1) - Math.max(start, at)) / (end - start);
    sums[at] = (sums[at] ?? 0) + count * share;
  }
}
