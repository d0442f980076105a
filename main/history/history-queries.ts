import { readDelivery } from '../capture/delivery-layout.ts';
import { rebuiltRecord } from '../capture/rebuilt-publish.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import { isCopyAt } from '../capture/record-layout.ts';
import { blob, integer, textOf } from '../database/columns.ts';
import { shownFrameBytes, topicChunkBytes } from './limits.ts';
import { packetFacts } from './packet-facts.ts';
import type { ClientLink, RecordRun, StoredLink, StoredPacket } from './reader-messages.ts';
import type { TopicRow } from './row-pack.ts';
import { packRows } from './row-pack.ts';
import type { Matcher } from './selection.ts';
import { eachRecord, matcherOf, messageTest } from './selection.ts';
import type { RowPack } from './store-messages.ts';
import type { StoredUnit, StoredUnits } from './stored-units.ts';
import type { HashSeed } from './topic-hash.ts';
import { recordIn, startIn } from './unit-cache.ts';

/** Links of one answer. */
const mostOpenLinks = 100_000;
const versions = [3, 4, 5] as const;
const transports = ['tcp', 'tls', 'ws', 'wss'] as const;

interface LinkFacts {
  readonly client: string;
  readonly address: string;
}

interface FoundPacket {
  readonly record: CapturedRecord;
  /** Its bytes were made again of those of the message that it is a copy of. */
  readonly isRebuilt: boolean;
  readonly link: LinkFacts;
}

/** The answers that need no view: one record, runs of records, rows of the topic index. */
export class HistoryQueries {
  readonly #units: StoredUnits;
  readonly #seed: HashSeed;

  constructor(units: StoredUnits, seed: HashSeed) {
    this.#units = units;
    this.#seed = seed;
  }

  /** Undefined if it is gone, not stored yet, or no packet. */
  packet(name: string, sequence: number): StoredPacket | undefined {
    const found = this.#record(name, sequence);
    if (found === undefined) return undefined;
    const { time, direction, version, body, aliasTopic, faults } = found.record;
    return {
      sequence,
      time,
      direction,
      version,
      ...found.link,
      frameSize: body.byteLength,
      // A copy: a view would drag the whole block along to the other thread.
      frame: body.slice(0, shownFrameBytes),
      faults,
      isRebuilt: found.isRebuilt,
      facts: packetFacts(body, aliasTopic, version),
    };
  }

  bytes(
    name: string,
    sequence: number,
    start: number,
    length: number,
  ): { readonly bytes: Uint8Array | undefined; readonly size: number } {
    const body = this.#record(name, sequence)?.record.body;
    return { bytes: body?.slice(start, start + length), size: body?.byteLength ?? 0 };
  }

  #record(name: string, sequence: number): FoundPacket | undefined {
    return this.#units.snapshot(() => {
      const unit = this.#unitWith(name, sequence);
      if (unit === undefined) return undefined;
      const stored = recordIn(this.#units.load(unit), sequence);
      const isRebuilt = stored.kind === 'delivery';
      const record = isRebuilt ? this.#rebuilt(name, stored) : stored;
      if (record?.kind !== 'packet') return undefined;
      return { record, isRebuilt, link: this.link(unit.source, record.link) };
    });
  }

  /** The copy that the note tells of, as it went out; undefined if none did or its message is gone. */
  #rebuilt(name: string, stored: CapturedRecord): CapturedRecord | undefined {
    const note = readDelivery(stored.body, 0, stored.sequence);
    const { event, message } = note;
    const unit = event !== 'sent' || message === undefined ? undefined : this.#unitWith(name, message);
    if (unit === undefined || message === undefined) return undefined;
    return rebuiltRecord(stored, note, recordIn(this.#units.load(unit), message), note.version);
  }

  #unitWith(name: string, sequence: number): StoredUnit | undefined {
    const source = this.#units.source(name);
    const unit = source === undefined ? undefined : this.#units.unitUpTo(source, sequence);
    return unit !== undefined && unit.last >= sequence ? unit : undefined;
  }

  /** The client identifier on a link; empty if it is not known. */
  client(name: string, link: number): string {
    const source = this.#units.source(name);
    return source === undefined ? '' : this.link(source, link).client;
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

  /** Undefined if nothing is known of it any more. */
  storedLink(name: string, link: number): StoredLink | undefined {
    const source = this.#units.source(name);
    const sql = 'select client, address, transport, version from link where source = ? and link = ?';
    const row = source === undefined ? undefined : this.#units.get(sql, source, link);
    if (row === undefined) return undefined;
    const transport = transports.find((known) => known === textOf(row, 'transport')) ?? 'tcp';
    const version = versions.find((known) => known === integer(row, 'version'));
    return { client: textOf(row, 'client'), address: textOf(row, 'address'), transport, version };
  }

  /** The links with a client that were open at that time, those that began last. */
  openLinks(name: string, time: number): readonly ClientLink[] {
    const source = this.#units.source(name);
    if (source === undefined) return [];
    const sql = `select client, link from link where source = ? and client <> '' and opened <= ?
       and (closed is null or closed >= ?) order by link desc limit ?`;
    const rows = this.#units.iterate(sql, source, time, time, mostOpenLinks);
    return Array.from(rows, (row) => ({ client: textOf(row, 'client'), link: integer(row, 'link') }));
  }

  /** The newest message of exactly this topic. */
  latest(name: string, topic: Uint8Array): number | undefined {
    const matcher = messagesOf(topic, this.#seed);
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
        const mayHave = !skips && this.#units.count(unit, unit, matcher) > 0;
        // What is counted may all be copies.
        const found = mayHave ? this.#units.find(unit, unit, matcher).at(-1) : undefined;
        if (found !== undefined) return found;
        at = unit.first - 1;
      }
      return undefined;
    });
  }

  /** The records from `from` on that are stored together, from the beginning of the one that `from` is in. */
  run(name: string, from: number): RecordRun | undefined {
    return this.#units.snapshot(() => {
      const source = this.#units.source(name);
      const unit = source === undefined ? undefined : this.#units.unitFrom(source, from);
      if (unit === undefined) return undefined;
      const { data, offsets } = this.#units.load(unit);
      const skipped = startIn(offsets, Math.max(0, from - unit.first));
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
