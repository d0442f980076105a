import { plainLinks } from './limits.ts';
import type { LinkTrace } from './link-trace.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { PlainSide } from './plain-table.ts';
import { PlainTable } from './plain-table.ts';

/** Plain handshakes in flight that the same end of several links began: a table for each of so many links at once. */
export class PlainTables {
  readonly #side: PlainSide;
  readonly #tables: PlainTable[] = [];
  /** Asked for last: nearly always it is the same again. */
  #last: PlainTable | undefined;

  constructor(side: PlainSide) {
    this.#side = side;
  }

  get size(): number {
    let size = 0;
    for (const table of this.#tables) size += table.size;
    return size;
  }

  /** The table that has the handshakes of the link, or had them last. */
  of(link: LinkTrace): PlainTable | undefined {
    if (this.#last?.link === link) return this.#last;
    const table = this.#tables.find((one) => one.link === link);
    if (table !== undefined) this.#last = table;
    return table;
  }

  /** The table for what begins on the link; undefined while all are in use. */
  toBegin(link: LinkTrace): PlainTable | undefined {
    return this.of(link) ?? this.#tables.find(({ size }) => size === 0) ?? this.#another();
  }

  /** Shows each that went on since it was asked for last and is not over; valid during the call. */
  eachMoved(show: (exchange: OpenExchange) => void): void {
    for (const table of this.#tables) table.eachMoved(show);
  }

  /** Gives all of them away, in no order, each as an object of its own and with its link. */
  takeAll(): { readonly link: LinkTrace; readonly exchange: OpenExchange }[] {
    return this.#tables.flatMap((table) => {
      const { link } = table;
      return link === undefined ? [] : table.takeAll().map((exchange) => ({ link, exchange }));
    });
  }

  #another(): PlainTable | undefined {
    if (this.#tables.length >= plainLinks) return undefined;
    const table = new PlainTable(this.#side);
    this.#tables.push(table);
    return table;
  }
}
