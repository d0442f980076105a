import { isCopyAt, isMessageAt, lengthAt } from '../capture/record-layout.ts';
import type { Row } from '../database/columns.ts';
import { blob, optionalInteger } from '../database/columns.ts';
import { isDamage } from '../database/damage.ts';
import { topicChunkBytes } from './limits.ts';
import type { RecordRun } from './reader-messages.ts';
import type { TopicRow } from './row-pack.ts';
import { packRows } from './row-pack.ts';
import type { Matcher } from './selection.ts';
import { eachRecord, matcherOf, messageTest } from './selection.ts';
import type { RowPack } from './store-messages.ts';
import type { StoredUnit } from './stored-unit.ts';
import type { StoredUnits } from './stored-units.ts';
import type { HashSeed } from './topic-hash.ts';
import { startIn } from './unit-cache.ts';

/** The answers that need no view but are no packet and no link: counts, runs of records, rows of the topic index. */
export class HistoryQueries {
  readonly #units: StoredUnits;
  readonly #seed: HashSeed;

  constructor(units: StoredUnits, seed: HashSeed) {
    this.#units = units;
    this.#seed = seed;
  }

  /** How many messages of a source are stored: what is summed up already, then block by block, then the newest records. */
  messages(name: string): number {
    return this.#units.snapshot(() => {
      const source = this.#units.places.source(name);
      const bounds = source === undefined ? undefined : this.#units.places.bounds(source);
      if (source === undefined || bounds === undefined) return 0;
      const spans = this.#units.database.get(
        `select min(first) as first, max(last) as last, sum(messages) as messages from span
         where source = ? and first >= ?`,
        ...[source, bounds.first],
      );
      const [first, last] = [optional(spans, 'first') ?? 0, optional(spans, 'last') ?? -1];
      const blocks = this.#units.database.get(
        'select sum(messages) as messages from block where source = ? and (first < ? or first > ?)',
        ...[source, first, last],
      );
      const tails = this.#units.places.tails(source).reduce((sum, tail) => sum + this.#messagesIn(tail), 0);
      return (optional(spans, 'messages') ?? 0) + (optional(blocks, 'messages') ?? 0) + tails;
    });
  }

  #messagesIn(tail: StoredUnit): number {
    return this.#units.withRecords(tail, (data) => {
      let messages = 0;
      for (let at = 0; at < data.length; at += lengthAt(data, at)) if (isMessageAt(data, at)) messages += 1;
      return messages;
    });
  }

  /** The newest message of exactly this topic. */
  latest(name: string, topic: Uint8Array): number | undefined {
    const matcher = messagesOf(topic, this.#seed);
    return this.#units.snapshot(() => {
      const source = this.#units.places.source(name);
      const bounds = source === undefined ? undefined : this.#units.places.bounds(source);
      if (source === undefined || bounds === undefined) return undefined;
      let at = bounds.last;
      while (at >= bounds.first) {
        const span = this.#units.places.spanAt(source, 'last', at, bounds);
        const skips = span !== undefined && this.#units.count(span, span, matcher) === 0;
        const unit = skips ? span : this.#units.places.unitUpTo(source, at);
        if (unit === undefined) return undefined;
        const mayHave = !skips && this.#units.count(unit, unit, matcher) > 0;
        // What is counted may all be copies.
        const found = mayHave ? this.#units.find(unit, unit, matcher).at(-1) : undefined;
        if (found !== undefined) return found;
        at = unit.first - 1;
      }
      return undefined;
    });
  }

  /**
   * The records from `from` on that are stored together, from the beginning of the one that `from` is in. Those that are
   * damaged are left out: who goes through all there is must not take one bad block for the end.
   */
  run(name: string, from: number, onDamage: (error: unknown) => void): RecordRun | undefined {
    return this.#units.snapshot(() => {
      const source = this.#units.places.source(name);
      if (source === undefined) return undefined;
      for (let next = from; ; ) {
        const unit = this.#units.places.unitFrom(source, next);
        if (unit === undefined) return undefined;
        try {
          return this.#runOf(unit, next);
        } catch (error) {
          if (!isDamage(error)) throw error;
          onDamage(error);
          next = unit.last + 1;
        }
      }
    });
  }

  #runOf(unit: StoredUnit, from: number): RecordRun {
    const { data, offsets } = this.#units.load(unit);
    const skipped = startIn(offsets, Math.max(0, from - unit.first));
    return {
      first: unit.first + skipped,
      count: offsets.length - skipped,
      data: new Uint8Array(data.subarray(offsets[skipped])),
    };
  }

  /** A chunk of the topic index's rows, in the order of their keys. */
  topics(
    name: string,
    after: Uint8Array | undefined,
  ): { readonly rows: RowPack; readonly last: Uint8Array | undefined } {
    return this.#units.snapshot(() => {
      const source = this.#units.places.source(name) ?? 0;
      const rows: TopicRow[] = [];
      let bytes = 0;
      // What is made of them keeps the thread from a page that is just opening: ten milliseconds at a time.
      const select = 'select key, value from topic where source = ? and key > ? order by key limit 2048';
      for (const row of this.#units.database.iterate(select, source, after ?? new Uint8Array(0))) {
        rows.push({ key: blob(row, 'key'), value: blob(row, 'value') });
        bytes += blob(row, 'key').byteLength + blob(row, 'value').byteLength;
        if (bytes > topicChunkBytes) break;
      }
      return { rows: packRows(rows), last: rows.at(-1)?.key };
    });
  }
}

function optional(row: Row | undefined, name: string): number | undefined {
  return row === undefined ? undefined : optionalInteger(row, name);
}

/** The messages of exactly one topic, without marks and copies. */
function messagesOf(topic: Uint8Array, seed: HashSeed): Matcher {
  const selection = { of: 'topic', topic } as const;
  const { countIn } = matcherOf(selection, seed);
  const isMessage = messageTest(selection);
  return {
    countIn: (summary) => countIn({ ...summary, marks: 0 }),
    find: eachRecord((data, offset) => isMessage(data, offset) && !isCopyAt(data, offset)),
  };
}
