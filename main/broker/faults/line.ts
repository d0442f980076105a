import type { Clock } from '../../../app/base/clock.ts';
import type { Cancel, Timers } from '../timers.ts';

/** Something that happens when its turn has come. */
interface Item {
  /** µs since 1970. */
  readonly due: number;
  /** Bytes that it is counted with. */
  readonly weight: number;
  readonly run: () => void;
}

interface LineNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Whether nothing may happen at present; `resume` is called when that is over. */
  readonly isBlocked: () => boolean;
  /** Less waits than before. */
  readonly moved: () => void;
}

/** One direction of a slow line: what is put on it happens when it is due, and never before what was put on it earlier. */
export class Line {
  readonly #needs: LineNeeds;
  #items: Item[] = [];
  #weight = 0;
  #lastDue = 0;
  #cancel: Cancel | undefined;
  #isRunning = false;

  constructor(needs: LineNeeds) {
    this.#needs = needs;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0 && !this.#isRunning;
  }

  /** Bytes that wait, with a share for each packet. */
  get weight(): number {
    return this.#weight;
  }

  /** When something that may happen at `earliest` will. */
  dueFrom(earliest: number): number {
    return this.#items.length === 0 ? earliest : Math.max(earliest, this.#lastDue);
  }

  /** `due` is what `dueFrom` said, or later. What is due at once, with nothing before it, happens at once. */
  put(due: number, weight: number, run: () => void): void {
    this.#items.push({ due, weight, run });
    this.#weight += weight;
    this.#lastDue = due;
    if (!this.#isRunning) this.resume();
  }

  /** Lets happen what is due. */
  resume(): void {
    const { clock, timers, isBlocked } = this.#needs;
    this.#stop();
    this.#run(() => (this.#items[0]?.due ?? Number.POSITIVE_INFINITY) <= clock.now() && !isBlocked());
    const next = this.#items[0];
    if (next === undefined || isBlocked()) return;
    const wait = Math.max(0, Math.ceil((next.due - clock.now()) / 1000));
    this.#cancel = timers.after(wait, () => this.resume());
  }

  /** Lets everything happen now, in order. */
  flush(): void {
    this.#stop();
    this.#items = this.#items.map((item) => ({ ...item, due: 0 }));
    this.#lastDue = 0;
    if (!this.#isRunning) this.resume();
  }

  /** Nothing of it happens any more. */
  clear(): void {
    this.#stop();
    this.#items = [];
    this.#weight = 0;
  }

  #run(mayRun: () => boolean): void {
    this.#isRunning = true;
    try {
      while (mayRun()) {
        const item = this.#items.shift();
        if (item === undefined) break;
        this.#weight -= item.weight;
        item.run();
        this.#needs.moved();
      }
    } finally {
      this.#isRunning = false;
    }
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
