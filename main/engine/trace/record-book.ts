import type { CapturedRecord } from '../../capture/record-layout.ts';
import { timeAt } from '../../capture/record-layout.ts';
import { integer, optionalInteger, textOf } from '../../database/columns.ts';
import type { StoredUnit, StoredUnits } from '../../history/stored-units.ts';
import { recordIn } from '../../history/unit-cache.ts';

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

const unknown: LinkFacts = {
  client: '',
  address: '',
  version: undefined,
  opened: undefined,
  closed: undefined,
  why: '',
};

/** Single records of one source, and its links. All within one snapshot of the history. */
export class RecordBook {
  readonly #units: StoredUnits;
  readonly #source: number | undefined;
  readonly #links = new Map<number, LinkFacts>();
  #unit: StoredUnit | undefined;

  constructor(units: StoredUnits, name: string) {
    this.#units = units;
    this.#source = units.source(name);
  }

  /** Undefined if the history has let it go. */
  record(sequence: number): CapturedRecord | undefined {
    const unit = this.#unitWith(sequence);
    return unit === undefined ? undefined : recordIn(this.#units.load(unit), sequence);
  }

  /**
   * How much earlier the packet may have crossed than its time says, in µs: where it shares the time of one read with
   * others, since the time before. 0 for one that is alone.
   */
  uncertainty(sequence: number): number {
    const unit = this.#unitWith(sequence);
    if (unit === undefined) return 0;
    const { data, offsets, first } = this.#units.load(unit);
    const at = (index: number) => timeAt(data, offsets[index] ?? 0);
    const index = sequence - first;
    const time = at(index);
    let before = index - 1;
    while (before >= 0 && at(before) === time) before -= 1;
    const isShared = before < index - 1 || (index + 1 < offsets.length && at(index + 1) === time);
    return isShared && before >= 0 ? Math.max(0, time - at(before)) : 0;
  }

  #unitWith(sequence: number): StoredUnit | undefined {
    const last = this.#unit;
    if (last !== undefined && last.first <= sequence && sequence <= last.last) return last;
    if (this.#source === undefined) return undefined;
    const unit = this.#units.unitUpTo(this.#source, sequence);
    if (unit === undefined || unit.last < sequence) return undefined;
    this.#unit = unit;
    return unit;
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
    const row = this.#units.get(sql, this.#source, link);
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
