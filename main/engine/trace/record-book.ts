import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { rebuiltRecord } from '../../capture/rebuilt-publish.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { lengthAt, packetsAt, timeAt } from '../../capture/record-layout.ts';
import { integer, optionalInteger, textOf } from '../../database/columns.ts';
import { isDamage } from '../../database/damage.ts';
import type { StoredUnit } from '../../history/stored-unit.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { LoadedUnit } from '../../history/unit-cache.ts';
import { recordIn } from '../../history/unit-cache.ts';
import type { MessageNeedles } from './message-needles.ts';

/** Who is at the other end of a link, and when it began and ended, in µs since 1970. */
export interface LinkFacts {
  readonly client: string;
  readonly address: string;
  readonly version: 3 | 4 | 5 | undefined;
  readonly opened: number | undefined;
  /** Undefined while it is open, and where only a restart of the app ended it. */
  readonly closed: number | undefined;
  readonly why: string;
}

/** The links that were open at a time, by their clients. */
export interface LinksAt {
  readonly links: ReadonlyMap<string, number>;
  /** µs since 1970, both included: meanwhile no link opened or closed. */
  readonly since: number;
  readonly until: number;
  /** Link that was opened last. */
  readonly newest: number;
}

/** Bytes of a unit that a book keeps: what is larger is a single large message. */
const largestKept = 1_048_576;

interface RecentUnit {
  readonly unit: StoredUnit;
  /** Undefined if it is damaged. */
  readonly loaded: LoadedUnit | undefined;
}

const noLinks: LinksAt = { links: new Map(), since: 0, until: 0, newest: 0 };

const unknown: LinkFacts = {
  client: '',
  address: '',
  version: undefined,
  opened: undefined,
  closed: undefined,
  why: '',
};

const nothing = { data: Buffer.alloc(0), offsets: new Uint32Array(0) };

/** Single records of one source, and its links. All within one snapshot of the history. */
export class RecordBook {
  /** Of the source. */
  readonly name: string;
  readonly #units: StoredUnits;
  /** Looked up when it is needed. */
  #found: { readonly source: number | undefined } | undefined;
  readonly #links = new Map<number, LinkFacts>();
  /** Read last, and the one before: an exchange and its message may lie in two. */
  #recent: readonly RecentUnit[] = [];

  constructor(units: StoredUnits, name: string) {
    this.name = name;
    this.#units = units;
  }

  get #source(): number | undefined {
    this.#found ??= { source: this.#units.places.source(this.name) };
    return this.#found.source;
  }

  /** Undefined if the history has let it go. A copy that the broker sent on is the packet that it was. */
  record(sequence: number): CapturedRecord | undefined {
    const stored = this.#stored(sequence);
    return stored?.kind === 'delivery' ? this.#delivery(stored) : stored;
  }

  /** What the broker noted of a copy; undefined where the record is something else. */
  note(sequence: number): DeliveryNote | undefined {
    const stored = this.#stored(sequence);
    return stored?.kind === 'delivery' ? readDelivery(stored.body, 0, stored.sequence) : undefined;
  }

  /** False where a message cannot pass a filter, for what it has to have in it is not there. */
  mayPass(sequence: number, needles: MessageNeedles): boolean {
    const loaded = this.#loadedWith(sequence);
    return loaded === undefined || needles.mayPass(loaded, sequence - loaded.first);
  }

  #stored(sequence: number): CapturedRecord | undefined {
    const loaded = this.#loadedWith(sequence);
    return loaded === undefined ? undefined : recordIn(loaded, sequence);
  }

  /** Undefined if it is damaged. */
  #load(unit: StoredUnit): LoadedUnit | undefined {
    try {
      return this.#units.load(unit);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return undefined;
    }
  }

  #delivery(stored: CapturedRecord): CapturedRecord {
    const note = readDelivery(stored.body, 0, stored.sequence);
    const { event, message, link } = note;
    const came = event !== 'sent' || message === undefined ? undefined : this.#stored(message);
    const version = this.link(link).version ?? note.version;
    const sent = came === undefined ? undefined : rebuiltRecord(stored, note, came, version);
    return sent ?? { ...stored, link };
  }

  /** Whole records from that one on, as far as so many units of the history go. */
  *recordsFrom(
    sequence: number,
    mostUnits: number,
  ): Generator<{ readonly data: Buffer; readonly at: number; readonly first: number }> {
    let next = sequence;
    for (let count = 0; count < mostUnits; count += 1) {
      const unit = this.#source === undefined ? undefined : this.#units.places.unitFrom(this.#source, next);
      if (unit === undefined) return;
      const { data, offsets } = this.#load(unit) ?? nothing;
      let first = Math.max(next, unit.first);
      for (let at = offsets[first - unit.first] ?? data.length; at < data.length; at += lengthAt(data, at)) {
        yield { data, at, first };
        first += packetsAt(data, at);
      }
      next = unit.last + 1;
    }
  }

  /** The links that were open at that time, by their clients; from when to when no link opened or closed, and the newest. */
  linksAt(time: number): LinksAt {
    if (this.#source === undefined) return noLinks;
    const sql = `select link, client from link where source = ? and opened <= ? and (closed is null or closed >= ?)
       order by link`;
    const rows = this.#units.database.iterate(sql, this.#source, time, time);
    const links = new Map(Array.from(rows, (row) => [textOf(row, 'client'), integer(row, 'link')]));
    const span = `select max(iif(opened <= ?1, opened, 0), iif(closed < ?1, closed + 1, 0)) as since,
       min(iif(opened > ?1, opened - 1, ?3), iif(closed >= ?1, closed, ?3)) as until from link where source = ?2`;
    const found = this.#units.database.get(
      `select max(since) as since, min(until) as until from (${span})`,
      ...[time, this.#source, Number.MAX_SAFE_INTEGER],
    );
    const [since, until] = [optionalInteger(found, 'since') ?? time, optionalInteger(found, 'until') ?? time];
    return { links, since, until, newest: this.newestLink() };
  }

  newestLink(): number {
    const row = this.#units.database.get(
      'select max(link) as newest from link where source = ?',
      this.#source ?? -1,
    );
    return optionalInteger(row, 'newest') ?? 0;
  }

  /**
   * How much earlier the packet may have crossed than its time says, in µs: where it shares the time of one read with
   * others, since the time before. 0 for one that is alone.
   */
  uncertainty(sequence: number): number {
    const loaded = this.#loadedWith(sequence);
    if (loaded === undefined) return 0;
    const { data, offsets, first } = loaded;
    const at = (index: number) => timeAt(data, offsets[index] ?? 0);
    const index = sequence - first;
    const time = at(index);
    let before = index - 1;
    while (before >= 0 && at(before) === time) before -= 1;
    const isShared = before < index - 1 || (index + 1 < offsets.length && at(index + 1) === time);
    return isShared && before >= 0 ? Math.max(0, time - at(before)) : 0;
  }

  #loadedWith(sequence: number): LoadedUnit | undefined {
    const known = this.#recent.find(({ unit }) => unit.first <= sequence && sequence <= unit.last);
    if (known !== undefined) return known.loaded;
    if (this.#source === undefined) return undefined;
    const unit = this.#units.places.unitUpTo(this.#source, sequence);
    if (unit === undefined || unit.last < sequence) return undefined;
    const loaded = this.#load(unit);
    const isSmall = loaded === undefined || loaded.data.byteLength <= largestKept;
    if (isSmall) this.#recent = [{ unit, loaded }, ...this.#recent.slice(0, 1)];
    return loaded;
  }

  link(link: number): LinkFacts {
    const known = this.#links.get(link) ?? this.#linkOnDisk(link);
    this.#links.set(link, known);
    return known;
  }

  #linkOnDisk(link: number): LinkFacts {
    if (this.#source === undefined) return unknown;
    const sql =
      'select client, address, version, opened, closed, why from link where source = ? and link = ?';
    const row = this.#units.database.get(sql, this.#source, link);
    if (row === undefined) return unknown;
    const [version, opened] = [integer(row, 'version'), integer(row, 'opened')];
    const closed = optionalInteger(row, 'closed');
    return {
      client: textOf(row, 'client'),
      address: textOf(row, 'address'),
      version: version === 3 || version === 4 || version === 5 ? version : undefined,
      opened,
      closed: closed === opened ? undefined : closed,
      why: textOf(row, 'why'),
    };
  }
}
