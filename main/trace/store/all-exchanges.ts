import type { Segment } from './segment.ts';
import type { ExchangeTest } from './segment-search.ts';
import { allAtOnce } from './segment-search.ts';

/** All exchanges; with `deliveries` those of the broker to its receivers as well. */
export function allExchanges(withDeliveries: boolean): ExchangeTest {
  const parts = (segment: Segment, oldest: number) => partsOf(segment, oldest, withDeliveries);
  return {
    count: ({ exchanges, deliveries }) => (withDeliveries ? exchanges : exchanges - deliveries),
    find: (segment, oldest) => allAtOnce([...parts(segment, oldest)].flatMap(sequencesOf).reverse()),
    looksAround: false,
    plain: {
      count: (segment, oldest) => {
        let sum = 0;
        for (const { first, end } of parts(segment, oldest)) sum += end - first;
        return sum;
      },
      slice: (segment, oldest, from, end) => {
        const found: number[] = [];
        let before = 0;
        for (const part of parts(segment, oldest)) {
          if (before >= end) break;
          const skipped = Math.max(0, from - before);
          const last = Math.min(part.end, part.first + end - before);
          found.push(...sequencesOf({ first: part.first + skipped, end: last }));
          before += part.end - part.first;
        }
        return found;
      },
    },
  };
}

/** What begins from one packet to before another. */
interface Part {
  readonly first: number;
  readonly end: number;
}

/** Row by row. */
function* partsOf(segment: Segment, oldest: number, withDeliveries: boolean): Generator<Part> {
  const { id, count } = segment.columns;
  for (let row = 0; row < segment.rows; row += 1) {
    if (!withDeliveries && segment.isDelivery(row)) continue;
    const begin = id[row] ?? 0;
    const [first, end] = [Math.max(begin, oldest), begin + (count[row] ?? 1)];
    if (first < end) yield { first, end };
  }
}

function sequencesOf({ first, end }: Part): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}
