/** Levels of the retained topics that are looked at in one turn of the event loop, for all readers together. */
const levelsPerTurn = 1000;

/** Somebody who looks for retained messages. */
interface Searcher {
  /** It may look at more. */
  pump(): void;
}

/**
 * Shares out the time that goes into looking for retained messages. A search may lead through a million levels and find
 * nothing; all searches together get a bounded part of each turn of the event loop, and those that wait take turns.
 */
export class SearchShare {
  #left = levelsPerTurn;
  #isDue = false;
  readonly #waiting = new Set<Searcher>();

  /** Whether one more level may be looked at in this turn. */
  take(): boolean {
    this.#renewLater();
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }

  /** Pumps it in a later turn; only for who was refused. */
  wait(searcher: Searcher): void {
    this.#waiting.add(searcher);
  }

  /** It looks no further. */
  leave(searcher: Searcher): void {
    this.#waiting.delete(searcher);
  }

  #renew(): void {
    this.#isDue = false;
    this.#left = levelsPerTurn;
    // Who is not done waits again, behind the others.
    for (const searcher of this.#waiting) {
      if (this.#left === 0) break;
      this.#waiting.delete(searcher);
      searcher.pump();
    }
    if (this.#waiting.size > 0) this.#renewLater();
  }

  #renewLater(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#renew());
  }
}
