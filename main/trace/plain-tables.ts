import { plainLead, plainLinks } from './limits.ts';
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
  readonly #tables: PlainTable[] = [];
  /** On which most begin of those without a table, if it is one, and how many more than on all others. */
  #candidate: LinkTrace | undefined;
  #lead = 0;

  constructor(side: PlainSide) {
    this.#side = side;
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

  /** The table for what begins on the link; undefined where it has none. */
  toBegin(link: LinkTrace): PlainTable | undefined {
    // The first link may well be the only one.
    const isMain = () => this.#tables.length === 0 || this.#isMain(link);
    return this.of(link) ?? (isMain() ? this.#free(link) : undefined);
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
    if (this.#lead === 0) this.#candidate = link;
    this.#lead += this.#candidate === link ? 1 : -1;
    if (this.#lead < plainLead) return false;
    this.#lead = 0;
    return true;
  }

  #free(link: LinkTrace): PlainTable | undefined {
    if (this.#tables.length < plainLinks) this.#tables.push(new PlainTable(this.#side));
    const table = this.#tables.findLast(({ size }) => size === 0);
    if (table !== undefined) table.link = link;
    return table;
  }
}
