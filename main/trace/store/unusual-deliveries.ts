import type { Outcome } from '../../../app/contract/areas/trace/states.ts';
import { outcome } from '../../../app/contract/areas/trace/states.ts';
import { cachedSegments } from './limits.ts';
import { completeNumber, deliveryKind } from './row-numbers.ts';
import type { Segment } from './segment.ts';
import type { SegmentEntry } from './segment-list.ts';

const names = outcome.options;

/** What became of deliveries that are not complete, by their messages: a bit for each outcome. */
export type UnusualDeliveries = ReadonlyMap<number, number>;

/** Those of a segment. */
function unusualIn({ columns, rows }: Segment): UnusualDeliveries {
  const found = new Map<number, number>();
  for (let row = 0; row < rows; row += 1) {
    const became = columns.outcome[row] ?? completeNumber;
    if (became === completeNumber || columns.kind[row] !== deliveryKind) continue;
    const message = columns.message[row] ?? 0;
    if (message > 0) found.set(message, (found.get(message) ?? 0) | (1 << became));
  }
  return found;
}

/** Those of the segments that were asked about last. */
export class KnownUnusual {
  readonly #known = new Map<SegmentEntry, { readonly version: number; readonly found: UnusualDeliveries }>();

  of(entry: SegmentEntry, load: () => Segment): UnusualDeliveries {
    const known = this.#known.get(entry);
    const found = known?.version === entry.version ? known.found : unusualIn(load());
    this.#known.delete(entry);
    this.#known.set(entry, { version: entry.version, found });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= cachedSegments) break;
      this.#known.delete(oldest);
    }
    return found;
  }
}

/** Those of several segments, for messages from the first to the last. */
export function unusualWithin(
  all: readonly UnusualDeliveries[],
  first: number,
  last: number,
): UnusualDeliveries {
  const found = new Map<number, number>();
  for (const [message, bits] of all.flatMap((one) => [...one])) {
    if (message >= first && message <= last) found.set(message, (found.get(message) ?? 0) | bits);
  }
  return found;
}

/** The outcomes that the bits stand for. */
export function outcomesOf(bits: number): readonly Outcome[] {
  return bits === 0 ? [] : names.filter((_, index) => ((bits >> index) & 1) === 1);
}
