interface Waiting {
  readonly isGone: () => boolean;
  readonly start: (what: 'run' | 'gone' | 'full') => void;
}

interface WorkBounds {
  /** Tasks that run at once. */
  readonly atOnce: number;
  /** Tasks that wait, of all together. */
  readonly waiting: number;
}

/** For whom a task is. */
interface Asker {
  /** Where it comes from; one place cannot take the queue from the others. */
  readonly from: string;
  /** Nobody waits for it any more. */
  readonly isGone: () => boolean;
}

/**
 * Runs a few slow tasks at once and lets the others wait, within a bound: hashing passwords takes a thread of the pool
 * for some 50 ms each, and files and names are looked up on the same threads. Those who wait take turns by where they come
 * from, and when there is no room, the one gives way that came last from where the most come.
 */
export class WorkQueue {
  readonly #bounds: WorkBounds;
  #running = 0;
  /** Never an empty list; whose turn it is next comes first. */
  readonly #waiting = new Map<string, Waiting[]>();
  #count = 0;

  constructor(bounds: WorkBounds) {
    this.#bounds = bounds;
  }

  /** `full` if there is no room for the task, `gone` if nobody waits for it any more when its turn comes. */
  async run<T>(task: () => Promise<T>, { from, isGone }: Asker): Promise<T | 'full' | 'gone'> {
    if (this.#running >= this.#bounds.atOnce) {
      if (!this.#makeRoom(from)) return 'full';
      const what = await new Promise<'run' | 'gone' | 'full'>((start) => this.#add(from, { isGone, start }));
      if (what !== 'run') return what;
    } else this.#running += 1;
    try {
      return await task();
    } finally {
      this.#next();
    }
  }

  #add(from: string, waiting: Waiting): void {
    const others = this.#waiting.get(from);
    if (others === undefined) this.#waiting.set(from, [waiting]);
    else others.push(waiting);
    this.#count += 1;
  }

  #makeRoom(from: string): boolean {
    if (this.#count < this.#bounds.waiting) return true;
    // Those who hung up must not keep out those who wait.
    if (this.#letGo()) return true;
    const [most, waiting] = this.#longest();
    if (waiting.length <= (this.#waiting.get(from)?.length ?? 0) + 1) return false;
    waiting.pop()?.start('full');
    this.#removed(most, waiting);
    return true;
  }

  #letGo(): boolean {
    const before = this.#count;
    for (const [from, waiting] of this.#waiting) {
      const gone = waiting.filter(({ isGone }) => isGone());
      if (gone.length === 0) continue;
      const rest = waiting.filter((one) => !gone.includes(one));
      this.#waiting.set(from, rest);
      this.#removed(from, rest, gone.length);
      for (const { start } of gone) start('gone');
    }
    return this.#count < before;
  }

  #longest(): readonly [string, Waiting[]] {
    let longest: readonly [string, Waiting[]] = ['', []];
    for (const entry of this.#waiting) if (entry[1].length > longest[1].length) longest = entry;
    return longest;
  }

  #removed(from: string, rest: readonly Waiting[], count = 1): void {
    this.#count -= count;
    if (rest.length === 0) this.#waiting.delete(from);
  }

  /** The place of a task that is over goes to the next that somebody still waits for. */
  #next(): void {
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      const isGone = next.isGone();
      next.start(isGone ? 'gone' : 'run');
      if (!isGone) return;
    }
    this.#running -= 1;
  }

  /** The first of those whose turn it is; the others of them are behind everybody else now. */
  #take(): Waiting | undefined {
    const [entry] = this.#waiting;
    if (entry === undefined) return undefined;
    const [from, waiting] = entry;
    const first = waiting.shift();
    this.#waiting.delete(from);
    this.#count -= 1;
    if (waiting.length > 0) this.#waiting.set(from, waiting);
    return first;
  }
}
