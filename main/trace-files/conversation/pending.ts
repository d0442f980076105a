import { copyOf } from '../../../app/base/copy-of.ts';

/**
 * What of a capture is in order and not looked at yet. One segment may bring megabytes in order that waited for it: they
 * are worked off in the order in which they came, as much at a time as who asks has time for.
 */
export class Pending {
  #queue: (() => void)[] = [];
  #next = 0;

  add(work: () => void): void {
    this.#queue.push(work);
  }

  /** `bytes` is valid during the call. */
  addBytes(bytes: Uint8Array, work: (kept: Uint8Array) => void): void {
    const kept = copyOf(bytes);
    this.#queue.push(() => work(kept));
  }

  /** Answers whether nothing is left. */
  run(isEnough: () => boolean): boolean {
    for (let work = this.#queue[this.#next]; work !== undefined; work = this.#queue[this.#next]) {
      this.#next += 1;
      work();
      if (isEnough()) break;
    }
    if (this.#next < this.#queue.length) return false;
    this.#queue = [];
    this.#next = 0;
    return true;
  }
}
