import type { Memory } from './engine-process.ts';

/** Bytes: of the engine, and of the heap of the page that looks at it. */
export interface Sizes extends Memory {
  readonly page: number;
}

/** One round of everything. */
export interface Round {
  readonly memory: Sizes;
  /** Milliseconds: the longest that the broker kept a ping waiting … */
  readonly stall: number;
  /** … and the longest that this program itself was kept waiting meanwhile, by the machine. */
  readonly ownStall: number;
}

/** Rounds until caches are full and the machine code is made. */
const warmUp = 2;
/** Milliseconds that a ping may wait, beside what the machine costs. */
const longestStall = 1_000;
/** What may come and go without being a leak. */
const allowance = { heap: 8_000_000, buffers: 24_000_000, resident: 96_000_000, page: 8_000_000 };

/** What leaked or stalled; empty if all is well. */
export function complaintsAbout(rounds: readonly Round[]): readonly string[] {
  return [...rounds.flatMap(stallOf), ...leaksOf(rounds)];
}

function stallOf({ stall, ownStall }: Round, index: number): readonly string[] {
  if (stall <= longestStall + 2 * ownStall) return [];
  return [`round ${index + 1}: the engine stalled for ${Math.round(stall)} ms`];
}

/** The middle of the last third of the rounds against that of the first one. */
function leaksOf(rounds: readonly Round[]): readonly string[] {
  const warm = rounds.slice(warmUp);
  const third = Math.floor(warm.length / 3);
  if (third < 1) return [];
  return (['heap', 'buffers', 'resident', 'page'] as const).flatMap((kind) => {
    const sizes = warm.map(({ memory }) => memory[kind]);
    const [before, after] = [median(sizes.slice(0, third)), median(sizes.slice(-third))];
    if (after <= before * 1.1 + allowance[kind]) return [];
    return [`${kind} grew from ${megabytes(before)} to ${megabytes(after)}`];
  });
}

/** Whether memory levels off: the middle of each third of the rounds. */
export function courseOf(rounds: readonly Round[]): string {
  const thirds = [0, 1, 2].map((part) =>
    rounds.slice(Math.floor((part * rounds.length) / 3), Math.floor(((part + 1) * rounds.length) / 3)),
  );
  const middles = (kind: keyof Sizes) =>
    thirds
      .filter((third) => third.length > 0)
      .map((third) => megabytes(median(third.map(({ memory }) => memory[kind]))))
      .join(', ');
  return `by thirds heap ${middles('heap')}, resident ${middles('resident')}, page ${middles('page')}`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
