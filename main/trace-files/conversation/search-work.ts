import { mostSearchWork, searchWorkPerByte } from '../limits.ts';

/**
 * How much may be decoded in looking for the beginning of packets, in all connections of a capture together: a number of
 * bytes for each byte that is looked through. Bytes that somebody chose so that a long packet could begin at each of them
 * would otherwise cost their length at every place.
 */
export class SearchWork {
  #left = mostSearchWork;
  #isResting = false;
  #done = 0;

  /** Places and bytes that were looked at so far. */
  get done(): number {
    return this.#done;
  }

  /** So many more bytes are looked through, and so many places looked at again. */
  came(bytes: number, again: number): void {
    this.#done += bytes + again;
    this.#left = Math.min(mostSearchWork, this.#left + bytes * searchWorkPerByte);
    if (this.#left > mostSearchWork / 2) this.#isResting = false;
  }

  /** Whether so many bytes may be decoded; once they may not, none may until half of it came back. */
  take(bytes: number): boolean {
    if (this.#isResting) return false;
    this.#done += bytes;
    this.#left -= bytes;
    this.#isResting = this.#left < 0;
    return true;
  }
}
