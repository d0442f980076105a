import type { LinksAt, RecordBook } from './record-book.ts';

/** µs before now from which on a link may still close without having been told of. */
const unsettled = 10_000_000;

/** Which links were open: who asks for one time after the other has them looked up where some opened or closed. */
export class OpenLinks {
  #source = '';
  #known: LinksAt | undefined;

  /** By their clients. */
  at(book: RecordBook, time: number): ReadonlyMap<string, number> {
    const known = this.#known;
    const isWithin = known !== undefined && time >= known.since && time <= known.until;
    if (isWithin && book.name === this.#source && book.newestLink() === known.newest) return known.links;
    const found = book.linksAt(time);
    this.#source = book.name;
    this.#known = { ...found, until: Math.min(found.until, Date.now() * 1_000 - unsettled) };
    return found.links;
  }
}
