import { Listeners } from '../../../app/base/listeners.ts';
import { forEachInSlices } from '../../views/broker/collect.ts';
import type { ListSurroundings } from '../../views/broker/list-view.ts';

type What = 'clear' | 'putBack';

interface UnderWay {
  readonly what: What;
  readonly all: number;
  /** In milliseconds. */
  readonly began: number;
  done: number;
  toldAt: number;
  isStopped: boolean;
}

/** Milliseconds of work before it is shown, and between two words about how far it is. */
const moment = 300;
const tellEvery = 100;

/** Work on many retained messages: one at a time, shown when it takes more than a moment, stopped when somebody asks. */
export class RetainedWork {
  readonly #around: ListSurroundings;
  readonly #listeners = new Listeners();
  #underWay: UnderWay | undefined;

  constructor(around: ListSurroundings) {
    this.#around = around;
  }

  get isUnderWay(): boolean {
    return this.#underWay !== undefined;
  }

  /** How far it is; undefined if nothing is under way, or has only just begun. */
  get shown(): { readonly what: What; readonly done: number; readonly all: number } | undefined {
    const work = this.#underWay;
    if (work === undefined || this.#around.now() - work.began < moment) return undefined;
    return { what: work.what, done: work.done, all: work.all };
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  stop(): void {
    if (this.#underWay !== undefined) this.#underWay.isStopped = true;
  }

  /** Does it to one after the other in slices, until it is stopped; answers those that it did not come to. */
  async run<Item>(what: What, items: readonly Item[], task: (item: Item) => void): Promise<readonly Item[]> {
    const began = this.#around.now();
    const work = { what, all: items.length, began, done: 0, toldAt: began, isStopped: false };
    this.#underWay = work;
    const step = (item: Item): void => {
      task(item);
      work.done += 1;
      this.#tell(work);
    };
    try {
      await forEachInSlices(items, this.#around, step, () => work.isStopped);
    } finally {
      this.#underWay = undefined;
      this.#listeners.tell();
    }
    return items.slice(work.done);
  }

  #tell(work: UnderWay): void {
    const now = this.#around.now();
    if (now - work.toldAt < tellEvery) return;
    work.toldAt = now;
    this.#listeners.tell();
  }
}
