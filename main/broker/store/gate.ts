import type { Publisher } from '../peer/pressure.ts';

/** Has bytes that may not leave before a group is stored. */
export interface Waiting {
  /** All groups up to this one are stored. */
  stored(group: number): void;
  /** Nothing can be stored at present; `why` is a sentence. */
  refused(why: string): void;
}

/** Bytes that came in for one group from which on publishers wait until it is on its way. */
const groupBytes = 4_194_304;

/**
 * Knows which group of changes what happens now belongs to, and lets bytes and publishers wait for it. Groups are numbered
 * in the order in which they are stored.
 */
export class Gate {
  #open = 1;
  #stored = 0;
  #isDirty = false;
  #bytes = 0;
  #problem: string | undefined;
  readonly #waiting = new Set<Waiting>();
  readonly #publishers = new Set<Publisher>();

  /** Whether the open group has changes. */
  get isDirty(): boolean {
    return this.#isDirty;
  }

  /** Why nothing can be stored at present. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** The group that has to be stored for all that has happened so far to be. */
  get newest(): number {
    return this.#isDirty ? this.#open : this.#open - 1;
  }

  get isAllStored(): boolean {
    return this.#stored >= this.newest;
  }

  /** Something has changed; says whether it is the first thing of its group. */
  change(): boolean {
    if (this.#isDirty) return false;
    this.#isDirty = true;
    return true;
  }

  /** So much came in from a publisher; it waits while the group that is open is too large. */
  slow(publisher: Publisher, bytes: number): void {
    if (!this.#isDirty) return;
    this.#bytes += bytes;
    // Who is held for a disk that is full would be held for good: its acknowledgements fail instead.
    if (this.#bytes < groupBytes || this.#problem !== undefined || this.#publishers.has(publisher)) return;
    this.#publishers.add(publisher);
    publisher.hold();
  }

  /** The open group is on its way to the store. */
  close(): void {
    this.#open += 1;
    this.#isDirty = false;
    this.#bytes = 0;
    this.#releasePublishers();
  }

  /** The groups that are closed are stored. */
  stored(): void {
    this.#stored = this.#open - 1;
    for (const waiting of this.#takeWaiting()) waiting.stored(this.#stored);
  }

  wait(waiting: Waiting): void {
    this.#waiting.add(waiting);
    if (this.#problem !== undefined) setImmediate(() => this.#refuse());
  }

  leave(waiting: Waiting): void {
    this.#waiting.delete(waiting);
  }

  /** Undefined once the store takes changes again. */
  setProblem(problem: string | undefined): void {
    this.#problem = problem;
    if (problem === undefined) return;
    this.#releasePublishers();
    this.#refuse();
  }

  #refuse(): void {
    const { problem } = this;
    if (problem === undefined) return;
    for (const waiting of this.#takeWaiting()) waiting.refused(problem);
  }

  /** Some of them will wait again. */
  #takeWaiting(): readonly Waiting[] {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    return waiting;
  }

  #releasePublishers(): void {
    for (const publisher of this.#publishers) {
      this.#publishers.delete(publisher);
      publisher.release();
    }
  }
}
