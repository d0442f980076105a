import { plainLinks } from './limits.ts';
import type { LinkTrace } from './link-trace.ts';
import type { PlainSide } from './plain-table.ts';
import { PlainTable } from './plain-table.ts';
import type { SessionTrace } from './session-trace.ts';

/**
 * Plain handshakes in flight that the same end of several links began: a table for each of a few links on which most
 * begin. Where one message goes to many, numbers spare nothing.
 */
export class PlainTables {
  readonly #side: PlainSide;
  /** By how much most have to begin on a link. */
  readonly #lead: number;
  readonly #tables: PlainTable[] = [];
  /** On which most begin of those without a table, if it is one, and how many more than on all others. */
  #candidate: LinkTrace | undefined;
  #votes = 0;

  constructor(side: PlainSide, lead: number) {
    this.#side = side;
    this.#lead = lead;
  }

  get size(): number {
    let size = 0;
    for (const table of this.#tables) size += table.size;
    return size;
  }

  /** The table of the link. */
  of(link: LinkTrace): PlainTable | undefined {
    for (const table of this.#tables) if (table.link === link) return table;
    return undefined;
  }

  /** Something begins on the link: its table, if it has one or most begin on it. */
  begins(link: LinkTrace): PlainTable | undefined {
    return this.of(link) ?? (this.#isMain(link) ? this.#free(link) : undefined);
  }

  /** Whether some of the session are in flight: asked of every packet that is not plain. */
  has(session: SessionTrace): boolean {
    for (const { link, size } of this.#tables) if (link?.session === session && size > 0) return true;
    return false;
  }

  /** Those with handshakes in flight, of all sessions or of one. */
  inUse(session?: SessionTrace): readonly PlainTable[] {
    return this.#tables.filter(
      ({ size, link }) => size > 0 && (session === undefined || link?.session === session),
    );
  }

  /** A vote of the majority (Boyer and Moore): more begin on it than on all others without a table, for a while. */
  #isMain(link: LinkTrace): boolean {
    if (this.#votes === 0) this.#candidate = link;
    this.#votes += this.#candidate === link ? 1 : -1;
    if (this.#votes < this.#lead) return false;
    this.#votes = 0;
    return true;
  }

  #free(link: LinkTrace): PlainTable | undefined {
    if (this.#tables.length < plainLinks) this.#tables.push(new PlainTable(this.#side));
    const table = this.#tables.findLast(({ size }) => size === 0);
    table?.takeFor(link);
    return table;
  }
}
