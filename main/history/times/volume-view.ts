import { timeAt } from '../../capture/record-layout.ts';
import { countingSlice, spanBlocks } from '../limits.ts';
import type { Matcher } from '../selection.ts';
import type { SequenceRange, StoredUnit } from '../stored-unit.ts';
import type { StoredUnits } from '../stored-units.ts';
import type { TimeCount } from './time-counts.ts';
import { TimeCounts } from './time-counts.ts';

/** Blocks whose summaries are read at a time. */
const batch = 128;

/**
 * When the messages of one selection came. Blocks are known by their summaries, the newest records, too few for a block, one
 * by one; a block is looked at once, in slices. Where the summary of a span says that its blocks have none, or only such
 * messages, they need not be asked: of a topic among a million that is nearly all there is to read.
 */
export class VolumeView {
  readonly #units: StoredUnits;
  readonly #name: string;
  readonly #matcher: Matcher;
  readonly #counts = new TimeCounts();
  #source: number | undefined;
  /** Blocks from this record down are still to be counted. */
  #down: number;
  /** The newest record of a block that was counted, or was there at the start. */
  #up: number;

  /** `matcher` counts messages alone. */
  constructor(units: StoredUnits, name: string, matcher: Matcher) {
    this.#units = units;
    this.#name = name;
    this.#matcher = matcher;
    // Of a source that has nothing stored yet all blocks will be newer ones.
    this.#down = units.snapshot(() => this.#newestBlock());
    this.#up = this.#down;
  }

  get isCounting(): boolean {
    return this.#down > 0;
  }

  /** Counts for a few milliseconds. */
  count(): void {
    this.#units.snapshot(() => this.#countFor());
  }

  /** What was counted so far, and the newest records. */
  read(): readonly TimeCount[] {
    return this.#units.snapshot(() => {
      this.#countFor();
      const source = this.#source;
      if (source === undefined) return [];
      this.#counts.trim(this.#units.places.bounds(source)?.first ?? Number.MAX_SAFE_INTEGER);
      const tail = this.#units.places.tails(source).flatMap((unit) => this.#countedOneByOne(unit));
      return [...this.#counts.all(), ...tail];
    });
  }

  #newestBlock(): number {
    this.#source = this.#units.places.source(this.#name);
    if (this.#source === undefined) return 0;
    return this.#units.places.blocksUpTo(this.#source, Number.MAX_SAFE_INTEGER, 1)[0]?.last ?? 0;
  }

  #countFor(): void {
    this.#source ??= this.#units.places.source(this.#name);
    if (this.#source === undefined) return;
    const until = performance.now() + countingSlice;
    while (this.#countUp(this.#source) && performance.now() < until);
    const bounds = this.#units.places.bounds(this.#source);
    if (bounds === undefined) this.#down = 0;
    else while (this.#down > 0 && performance.now() < until) this.#countDown(this.#source, bounds);
  }

  #countDown(source: number, bounds: SequenceRange): void {
    const span = this.#units.places.spanAt(source, 'last', this.#down, bounds);
    const first = span === undefined ? this.#countBlock(source) : this.#countSpan(span);
    this.#down = first === undefined || first <= bounds.first ? 0 : first - 1;
  }

  /** The block that comes next, and where it begins. */
  #countBlock(source: number): number | undefined {
    const block = this.#units.places.unitUpTo(source, this.#down);
    if (block !== undefined) this.#counts.addOlder(this.#counted(block));
    return block?.first;
  }

  #countSpan(span: StoredUnit): number {
    const count = this.#units.countBySummary(span, this.#matcher);
    if (count === 0) return span.first;
    for (const block of this.#units.places.blocksUpTo(span.source, span.last, spanBlocks)) {
      if (block.first < span.first) break;
      this.#counts.addOlder(this.#counted(block, count === span.messages ? block.messages : undefined));
    }
    return span.first;
  }

  /** Whether there may be more. */
  #countUp(source: number): boolean {
    const blocks = this.#units.places.blocksAfter(source, this.#up, batch);
    for (const block of blocks) this.#counts.addNewer(this.#counted(block));
    this.#up = blocks.at(-1)?.last ?? this.#up;
    return blocks.length === batch;
  }

  /** `known`: how many rows the block has, where that need not be looked up. */
  #counted(block: StoredUnit, known?: number): TimeCount {
    const { first, last } = block.times ?? { first: 0, last: 0 };
    const count = known ?? this.#units.countBySummary(block, this.#matcher) ?? 0;
    return { from: Math.min(first, last), to: Math.max(first, last), count, last: block.last };
  }

  #countedOneByOne(tail: StoredUnit): readonly TimeCount[] {
    const unit = this.#units.load(tail);
    return this.#matcher.find(unit, 0, unit.offsets.length).map((index) => {
      const time = timeAt(unit.data, unit.offsets[index] ?? 0);
      return { from: time, to: time, count: 1, last: unit.first + index };
    });
  }
}
