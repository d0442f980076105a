import { counted } from '../../../app/base/counted.ts';
import type { Uncrossed } from '../uncrossed.ts';

/** Clients that one comment names. */
const mostNamed = 5;
const nothing = 'no packet of that crossed from the client';

/** Whose messages crossed no wire since it was last said. */
export class UncrossedNotes {
  readonly #of: Readonly<Record<Uncrossed, NamedCounts>> = {
    will: new NamedCounts(),
    'by hand': new NamedCounts(),
  };

  add(what: Uncrossed, client: string): void {
    this.#of[what].add(client);
  }

  /** A sentence for each client that is named, and one for the others of each kind. */
  take(): string[] {
    const wills = this.#of.will.take((count, of) =>
      count === 1
        ? `before this the broker published the will of ${of}: ${nothing}`
        : `before this the broker published ${count} wills of ${of}: ${nothing}`,
    );
    const byHand = this.#of['by hand'].take(
      (count, of) =>
        `before this somebody published ${counted(count, 'message')} by hand in the name of ${of}: ${nothing}`,
    );
    return [...wills, ...byHand];
  }
}

/** Counts by name, of the first few names; those of others are one count. */
class NamedCounts {
  readonly #counts = new Map<string, number>();
  #others = 0;

  add(name: string): void {
    const known = this.#counts.get(name);
    if (known === undefined && this.#counts.size >= mostNamed) this.#others += 1;
    else this.#counts.set(name, (known ?? 0) + 1);
  }

  /** What is said of each count, which begins anew. */
  take(said: (count: number, of: string) => string): string[] {
    const all = Array.from(this.#counts, ([name, count]) => said(count, name));
    if (this.#others > 0) all.push(said(this.#others, 'other clients'));
    this.#counts.clear();
    this.#others = 0;
    return all;
  }
}
