import { copyOf } from '../../app/base/copy-of.ts';
import type { DirectCopy } from '../../app/contract/areas/packet-place.ts';
import { readDelivery } from '../capture/delivery-layout.ts';
import { rebuiltPublish, rebuiltRecord } from '../capture/rebuilt-publish.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import { isCopyAt, isMessageAt, lengthAt } from '../capture/record-layout.ts';
import type { Row } from '../database/columns.ts';
import { blob, integer, optionalInteger, textOf } from '../database/columns.ts';
import { isDamage } from '../database/damage.ts';
import { shownFrameBytes, topicChunkBytes } from './limits.ts';
import { packetFacts } from './packet-facts.ts';
import type { ClientLink, RecordRun, StoredLink, StoredPacket } from './reader-messages.ts';
import type { TopicRow } from './row-pack.ts';
import { packRows } from './row-pack.ts';
import type { Matcher } from './selection.ts';
import { eachRecord, matcherOf, messageTest } from './selection.ts';
import type { RowPack } from './store-messages.ts';
import type { StoredUnit } from './stored-unit.ts';
import type { StoredUnits } from './stored-units.ts';
import type { HashSeed } from './topic-hash.ts';
import { recordIn, startIn } from './unit-cache.ts';

const noBytes = new Uint8Array(0);
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

  /** Undefined if it is gone, not stored yet, or no packet; with `copy` that copy of the message. */
  packet(name: string, sequence: number, copy?: DirectCopy): StoredPacket | undefined {
    const found = copy === undefined ? this.#record(name, sequence) : this.#direct(name, sequence, copy);
    if (found === undefined) return undefined;
    const { time, direction, version, body, aliasTopic, faults } = found.record;
    return {
      sequence,
      time,
      direction,
      version,
      ...found.link,
      frameSize: body.byteLength,
      frame: copyOf(body.subarray(0, shownFrameBytes)),
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
    const bytes = body === undefined ? undefined : copyOf(body.subarray(start, start + length));
    return { bytes, size: body?.byteLength ?? 0 };
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

  /** A copy that went out at once: nothing is noted of it but for whom the message was. */
  #direct(name: string, sequence: number, { link, retain, identifier }: DirectCopy): FoundPacket | undefined {
    return this.#units.snapshot(() => {
      const unit = this.#unitWith(name, sequence);
      if (unit === undefined) return undefined;
      const message = recordIn(this.#units.load(unit), sequence);
      const version = this.storedLink(name, link)?.version ?? message.version;
      const body = rebuiltPublish(message, {
        ...({ qos: 0, packetId: 0, dup: false } as const),
        ...{ retain, version, subscriptionIdentifier: identifier, time: message.time },
      });
      if (message.kind !== 'packet' || body === undefined) return undefined;
      const sent = { direction: 'sent', link, version, body, aliasTopic: noBytes, faults: [] } as const;
      return { record: { ...message, ...sent }, isRebuilt: true, link: this.link(unit.source, link) };
    });
  }

  #unitWith(name: string, sequence: number): StoredUnit | undefined {
    const source = this.#units.places.source(name);
    const unit = source === undefined ? undefined : this.#units.places.unitUpTo(source, sequence);
    return unit !== undefined && unit.last >= sequence ? unit : undefined;
  }

  /** The client identifier on a link; empty if it is not known. */
  client(name: string, link: number): string {
    const source = this.#units.places.source(name);
    return source === undefined ? '' : this.link(source, link).client;
  }

  link(source: number, link: number): LinkFacts {
    const row = this.#units.database.get(
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
    const source = this.#units.places.source(name);
    const sql = 'select client, address, transport, version from link where source = ? and link = ?';
    const row = source === undefined ? undefined : this.#units.database.get(sql, source, link);
    if (row === undefined) return undefined;
    const transport = transports.find((known) => known === textOf(row, 'transport')) ?? 'tcp';
    const version = versions.find((known) => known === integer(row, 'version'));
    return { client: textOf(row, 'client'), address: textOf(row, 'address'), transport, version };
  }

  /** The links with a client that were open at that time, those that began last. */
  openLinks(name: string, time: number): readonly ClientLink[] {
    const source = this.#units.places.source(name);
    if (source === undefined) return [];
    const sql = `select client, link from link where source = ? and client <> '' and opened <= ?
       and (closed is null or closed >= ?) order by link desc limit ?`;
    const rows = this.#units.database.iterate(sql, source, time, time, mostOpenLinks);
    return Array.from(rows, (row) => ({ client: textOf(row, 'client'), link: integer(row, 'link') }));
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
