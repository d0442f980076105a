import { isMessageAt, readRecord } from '../capture/record-layout.ts';
import { blob, textOf } from './columns.ts';
import { topicChunkBytes } from './limits.ts';
import type { RecordRun, StoredRecord } from './reader-messages.ts';
import type { TopicRow } from './row-pack.ts';
import { packRows } from './row-pack.ts';
import type { Matcher } from './selection.ts';
import { matcherOf } from './selection.ts';
import type { RowPack } from './store-messages.ts';
import type { StoredUnit, StoredUnits } from './stored-units.ts';
import type { HashSeed } from './topic-hash.ts';

export interface LinkFacts {
  readonly client: string;
  readonly address: string;
}

/** The answers that need no view: one record, runs of records, rows of the topic index. */
export class HistoryQueries {
  readonly #units: StoredUnits;
  readonly #seed: HashSeed;

  constructor(units: StoredUnits, seed: HashSeed) {
    this.#units = units;
    this.#seed = seed;
  }

  record(name: string, sequence: number): StoredRecord | undefined {
    return this.#units.snapshot(() => {
      const unit = this.#unitWith(name, sequence);
      if (unit === undefined) return undefined;
      const record = this.recordIn(unit, sequence);
      const { time, kind, direction, version, link } = record;
      // Copies: views would drag the whole block along to the other thread.
      const [aliasTopic, body] = [record.aliasTopic.slice(), record.body.slice()];
      const facts = this.link(unit.source, link);
      return { sequence, time, kind, direction, version, link, ...facts, aliasTopic, body };
    });
  }

  #unitWith(name: string, sequence: number): StoredUnit | undefined {
    const source = this.#units.source(name);
    const unit = source === undefined ? undefined : this.#units.unitUpTo(source, sequence);
    return unit !== undefined && unit.last >= sequence ? unit : undefined;
  }

  recordIn(unit: StoredUnit, sequence: number) {
    const { data, offsets, first } = this.#units.load(unit);
    return readRecord(data, offsets[sequence - first] ?? 0, sequence);
  }

  link(source: number, link: number): LinkFacts {
    const row = this.#units.get(
      'select client, address from link where source = ? and link = ?',
      source,
      link,
    );
    return row === undefined
      ? { client: '', address: '' }
      : { client: textOf(row, 'client'), address: textOf(row, 'address') };
  }

  /** The newest message of exactly this topic. */
  latest(name: string, topic: Uint8Array): number | undefined {
    const matcher = messagesOnly(matcherOf({ of: 'topic', topic }, this.#seed));
    return this.#units.snapshot(() => {
      const source = this.#units.source(name);
      const bounds = source === undefined ? undefined : this.#units.bounds(source);
      if (source === undefined || bounds === undefined) return undefined;
      let at = bounds.last;
      while (at >= bounds.first) {
        const span = this.#units.spanAt(source, 'last', at, bounds);
        const skips = span !== undefined && this.#units.count(span, span, matcher) === 0;
        const unit = skips ? span : this.#units.unitUpTo(source, at);
        if (unit === undefined) return undefined;
        if (!skips && this.#units.count(unit, unit, matcher) > 0) {
          return this.#units.find(unit, unit, matcher).at(-1);
        }
        at = unit.first - 1;
      }
      return undefined;
    });
  }

  /** The records from `from` on that are stored together. */
  run(name: string, from: number): RecordRun | undefined {
    return this.#units.snapshot(() => {
      const source = this.#units.source(name);
      const unit = source === undefined ? undefined : this.#units.unitFrom(source, from);
      if (unit === undefined) return undefined;
      const { data, offsets } = this.#units.load(unit);
      const skipped = Math.max(0, from - unit.first);
      return {
        first: unit.first + skipped,
        count: offsets.length - skipped,
        data: new Uint8Array(data.subarray(offsets[skipped])),
      };
    });
  }

  /** A chunk of the topic index's rows, in the order of their keys. */
  topics(
    name: string,
    after: Uint8Array | undefined,
  ): { readonly rows: RowPack; readonly last: Uint8Array | undefined } {
    return this.#units.snapshot(() => {
      const source = this.#units.source(name) ?? 0;
      const rows: TopicRow[] = [];
      let bytes = 0;
      const select = 'select key, value from topic where source = ? and key > ? order by key limit 8192';
      for (const row of this.#units.iterate(select, source, after ?? new Uint8Array(0))) {
        rows.push({ key: blob(row, 'key'), value: blob(row, 'value') });
        bytes += blob(row, 'key').byteLength + blob(row, 'value').byteLength;
        if (bytes > topicChunkBytes) break;
      }
      return { rows: packRows(rows), last: rows.at(-1)?.key };
    });
  }
}

function messagesOnly(matcher: Matcher): Matcher {
  return {
    countIn: (summary) => matcher.countIn({ ...summary, marks: 0 }),
    matches: (data, offset) => isMessageAt(data, offset) && matcher.matches(data, offset),
  };
}
