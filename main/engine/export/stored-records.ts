import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { lengthAt, packetsAt, readRecord, timeAt } from '../../capture/record-layout.ts';
import type { History } from '../../history/history.ts';

/** µs since 1970, both included; undefined for no bound. */
interface TimeRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** How far a walk is: sequence numbers. */
interface WalkProgress {
  first: number;
  at: number;
  end: number;
}

interface Run {
  readonly first: number;
  readonly count: number;
  readonly data: Buffer;
}

/** Stored records of one source, in order, without ever having more than one block of them. */
export class StoredRecords {
  readonly #history: History;
  readonly #source: SourceId;
  /** What was read last: one exchange is mostly near the one before it. */
  #last: Run | undefined;

  constructor(history: History, source: SourceId) {
    this.#history = history;
    this.#source = source;
  }

  /** Those within the range that are stored by now; a record is valid until the next one. */
  async *within({ from, to }: TimeRange, progress: WalkProgress): AsyncGenerator<CapturedRecord> {
    const end = this.#history.storedTo(this.#source);
    let next = from === undefined ? 0 : await this.#firstAt(from, end);
    Object.assign(progress, { first: next, at: next, end });
    while (next <= end) {
      const run = await this.#run(next);
      if (run === undefined || (to !== undefined && timeAt(run.data, 0) > to)) return;
      // The oldest are gone, or never were.
      if (progress.first === next && next < run.first) progress.first = run.first;
      for (const record of recordsIn(run.data, run.first, run.first + run.count, next)) {
        progress.at = record.sequence;
        if (isWithin(record.time, from, to)) yield record;
      }
      next = run.first + run.count;
    }
    progress.at = end;
  }

  /** All from that one on. */
  async *from(sequence: number): AsyncGenerator<CapturedRecord> {
    for (let run = await this.#run(sequence); run !== undefined; ) {
      const end = run.first + run.count;
      yield* recordsIn(run.data, run.first, end, sequence);
      run = await this.#run(end);
    }
  }

  /** Those with these sequence numbers, which rise; what is gone is passed over. */
  async *of(sequences: ArrayLike<number>): AsyncGenerator<CapturedRecord> {
    for (let index = 0; index < sequences.length; ) {
      const run = await this.#run(sequences[index] ?? 0);
      if (run === undefined) return;
      const end = run.first + run.count;
      const wanted = new Set<number>();
      for (
        let sequence = sequences[index];
        sequence !== undefined && sequence < end;
        sequence = sequences[index]
      ) {
        wanted.add(sequence);
        index += 1;
      }
      for (const record of recordsIn(run.data, run.first, end, run.first)) {
        if (wanted.has(record.sequence)) yield record;
      }
    }
  }

  /** A record from which on all those at that time or later come: by halves, as times rise with the numbers. */
  async #firstAt(time: number, newest: number): Promise<number> {
    let [low, high] = [0, newest];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const run = await this.#read(middle);
      if (run === undefined || timeAt(run.data, 0) >= time) high = middle;
      else low = run.first === middle ? middle + 1 : Math.max(middle + 1, run.first);
    }
    return Math.max(0, low - 1);
  }

  async #run(from: number): Promise<Run | undefined> {
    const last = this.#last;
    if (last !== undefined && from >= last.first && from < last.first + last.count) return last;
    this.#last = await this.#read(from);
    return this.#last;
  }

  /** From the beginning of the record that `from` is in. */
  async #read(from: number): Promise<Run | undefined> {
    const run = await this.#history.reader.run(this.#source, from);
    if (run === undefined) return undefined;
    const { buffer, byteOffset, byteLength } = run.data;
    return { first: run.first, count: run.count, data: Buffer.from(buffer, byteOffset, byteLength) };
  }
}

function isWithin(time: number, from: number | undefined, to: number | undefined): boolean {
  return (from === undefined || time >= from) && (to === undefined || time <= to);
}

function* recordsIn(data: Buffer, first: number, end: number, wanted: number): Iterable<CapturedRecord> {
  for (let [at, sequence] = [0, first]; sequence < end; at += lengthAt(data, at)) {
    const packets = packetsAt(data, at);
    for (let part = 0; part < packets; part += 1, sequence += 1) {
      if (sequence >= wanted) yield readRecord(data, at, sequence, part);
    }
  }
}
