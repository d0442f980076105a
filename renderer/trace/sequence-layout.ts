import { sequenceSizes } from './sequence-sizes.ts';

/** Where the steps of a diagram stand, in pixels from its upper edge. */
export interface SequenceLayout {
  /** The upper edge of each step. */
  readonly tops: readonly number[];
  /** Times without a packet that are not drawn in their length. */
  readonly folds: readonly Fold[];
  /** Around the steps that belong to what was asked for; undefined where none does. */
  readonly box: { readonly top: number; readonly bottom: number } | undefined;
  readonly height: number;
  /** Microseconds that a row stands for, where time is to scale. */
  readonly scale: number | undefined;
}

interface Fold {
  readonly top: number;
  /** The index of the step after it. */
  readonly before: number;
  /** µs. */
  readonly gap: number;
}

/** What the place of a step depends on. */
interface PlacedStep {
  /** µs. */
  readonly time: number;
  readonly isContext: boolean;
  /** Of the note below it. */
  readonly noteLines: number;
}

/** Pixels: of the title of the box, and around it. */
const boxTitle = 28;
const margin = 10;
/** In order: a gap is said where it is that long, in µs, and so many times the usual one, or long at any rate. */
const leastFold = 100_000;
const unusual = 20;
const longFold = 1_000_000;
/** To scale: a gap is folded where it would need more rows than this. */
const mostRows = 5;

/**
 * One row for each step, or distances to scale as far as steps still fit one under the other.
 */
export function layoutSequence(steps: readonly PlacedStep[], isToScale: boolean): SequenceLayout {
  const gaps = steps.map((step, index) => Math.max(0, step.time - (steps[index - 1]?.time ?? step.time)));
  const usual = usualGap(gaps);
  const firstOwn = steps.findIndex(({ isContext }) => !isContext);
  const lastOwn = steps.findLastIndex(({ isContext }) => !isContext);
  const tops: number[] = [];
  const folds: Fold[] = [];
  let top = margin;
  let boxTop = 0;
  for (const [index, gap] of gaps.entries()) {
    const rows = isToScale && usual > 0 ? gap / usual : 1;
    const isFolded = isToScale
      ? rows > mostRows
      : gap >= longFold || (gap >= leastFold && gap > usual * unusual);
    if (index > 0 && isFolded) {
      folds.push({ top, before: index, gap });
      top += sequenceSizes.fold;
    } else if (index > 0 && rows > 1) top += (rows - 1) * sequenceSizes.step;
    if (index === firstOwn) {
      boxTop = top;
      top += boxTitle;
    }
    tops.push(top);
    top += heightOf(steps[index]);
    if (index === lastOwn) top += margin;
  }
  const lastTop = tops[lastOwn];
  return {
    tops,
    folds,
    box:
      lastTop === undefined
        ? undefined
        : { top: boxTop, bottom: lastTop + heightOf(steps[lastOwn]) + margin / 2 },
    height: top + margin,
    scale: isToScale && usual > 0 ? usual : undefined,
  };
}

function heightOf({ noteLines = 1 }: Partial<PlacedStep> = {}): number {
  return sequenceSizes.step + (noteLines - 1) * sequenceSizes.noteLine;
}

/** The median of the gaps that are any: half of them are shorter. */
function usualGap(gaps: readonly number[]): number {
  const sorted = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
