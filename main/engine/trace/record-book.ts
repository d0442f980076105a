import type { CapturedRecord } from '../../capture/record-layout.ts';
import { integer, textOf } from '../../database/columns.ts';
import type { StoredUnit, StoredUnits } from '../../history/stored-units.ts';
import { recordIn } from '../../history/unit-cache.ts';

/** Who is at the other end of a link. */
export interface LinkFacts {
  readonly client: string;
  readonly address: string;
  /** 0 if it is not known. */
  readonly version: number;
}

const unknown: LinkFacts = { client: '', address: '', version: 0 };

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
    const known = this.#links.get(link);
    if (known !== undefined) return known;
    const sql = 'select client, address, version from link where source = ? and link = ?';
    const row = this.#source === undefined ? undefined : this.#units.get(sql, this.#source, link);
    if (row === undefined) return unknown;
    const facts = {
      client: textOf(row, 'client'),
      address: textOf(row, 'address'),
      version: integer(row, 'version'),
    };
    this.#links.set(link, facts);
    return facts;
  }
}
