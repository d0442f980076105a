import type { NodeId, TreeRow, TreeValue } from '../../app/contract/areas/tree.ts';

/** µs that are looked at together. */
const second = 1_000_000;
/** A window that was not read for so long was not looked at: what came meanwhile nobody missed. */
const pause = 3 * second;
/** Seconds in a row until it is said, and until it is said no longer: one burst is no flood. */
const needed = { on: 2, off: 3 };

/**
 * Whether values come faster to the rows on screen than a window is shown them: then those that it is shown are a sample,
 * and it is told of how many. Counts are exact all the same.
 */
export class TreeSampling {
  #messages = new Map<NodeId, number>();
  #began = 0;
  #readAt = 0;
  #shown = 0;
  #came = 0;
  /** Seconds in a row that were otherwise than what is told. */
  #others = 0;
  #told: TreeValue['sampled'];

  /** What is told with these rows, at a time in µs. */
  read(rows: readonly TreeRow[], now: number): TreeValue['sampled'] {
    if (now - this.#readAt > pause) this.#beginAnew(now);
    else this.#count(rows);
    this.#readAt = now;
    this.#messages = new Map(rows.map(({ node, messages }) => [node, messages]));
    if (now - this.#began >= second) this.#close(now);
    return this.#told;
  }

  #beginAnew(now: number): void {
    this.#told = undefined;
    this.#others = 0;
    this.#beginSecond(now);
  }

  #beginSecond(now: number): void {
    this.#began = now;
    this.#shown = 0;
    this.#came = 0;
  }

  #count(rows: readonly TreeRow[]): void {
    for (const { node, messages } of rows) {
      const came = messages - (this.#messages.get(node) ?? messages);
      if (came <= 0) continue;
      this.#shown += 1;
      this.#came += came;
    }
  }

  #close(now: number): void {
    const isSampled = this.#came > this.#shown;
    const seconds = (now - this.#began) / second;
    const figures = { shown: Math.round(this.#shown / seconds), of: Math.round(this.#came / seconds) };
    this.#others = isSampled === (this.#told !== undefined) ? 0 : this.#others + 1;
    if (this.#others >= (isSampled ? needed.on : needed.off)) this.#told = isSampled ? figures : undefined;
    else if (isSampled && this.#told !== undefined) this.#told = figures;
    this.#beginSecond(now);
  }
}
