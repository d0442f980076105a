import { counted } from '../../../app/base/counted.ts';
import type { Uncrossed } from '../uncrossed.ts';

/** Clients that one comment names. */
const mostNamed = 5;
const nothing = 'no packet of that crossed from the client';

/** Whose messages crossed no wire since it was last said. */
export class UncrossedNotes {
  readonly #clients: Readonly<Record<Uncrossed, string[]>> = { will: [], 'by hand': [] };
  readonly #more: Record<Uncrossed, number> = { will: 0, 'by hand': 0 };

  add(what: Uncrossed, client: string): void {
    const named = this.#clients[what];
    if (named.length < mostNamed) named.push(client);
    else this.#more[what] += 1;
  }

  /** A sentence for each kind of them. */
  take(): string[] {
    const wills = this.#whose('will', 'client');
    const byHand = this.#whose('by hand', 'message');
    return [
      ...(wills === '' ? [] : [`before this the broker published the will of ${wills}: ${nothing}`]),
      ...(byHand === ''
        ? []
        : [`before this somebody published by hand in the name of ${byHand}: ${nothing}`]),
    ];
  }

  #whose(what: Uncrossed, noun: string): string {
    const named = this.#clients[what].splice(0);
    const more = this.#more[what];
    this.#more[what] = 0;
    return [...named, ...(more === 0 ? [] : [counted(more, `other ${noun}`, `other ${noun}s`)])].join(', ');
  }
}
