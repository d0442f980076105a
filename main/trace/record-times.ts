import { jumpAhead, jumpBack, watchInterval } from './limits.ts';

interface TimeListener {
  /** Told about twice a second of the records' time. */
  passed(time: number, sequence: number): void;
  /** Two records that follow each other are far apart. */
  jumped(before: number, time: number, sequence: number): void;
}

/** Watches the time of the records: what depends on it is looked at now and then, and jumps are told. */
export class RecordTimes {
  readonly #listener: TimeListener;
  #last = 0;
  /** Until then there is nothing to do. */
  #due = 0;
  /** The same where nothing crossed a link. */
  #passDue = 0;

  constructor(listener: TimeListener) {
    this.#listener = listener;
  }

  /** That of the last record; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Records up to that time were watched by another. */
  restore(last: number): void {
    this.#last = last;
  }

  /** Asked of every packet. */
  at(time: number, sequence: number): void {
    if (time >= this.#due || time < this.#last - jumpBack) this.#look(time, sequence);
    this.#last = time;
  }

  /** It is that late, though nothing crossed a link: whether the time jumped shows with what does. */
  passed(time: number, sequence: number): void {
    if (time < this.#passDue) return;
    this.#passDue = time + watchInterval;
    this.#listener.passed(time, sequence);
  }

  #look(time: number, sequence: number): void {
    const before = this.#last;
    this.#due = time + watchInterval;
    if (before > 0 && (time > before + jumpAhead || time < before - jumpBack)) {
      this.#listener.jumped(before, time, sequence);
    }
    this.#listener.passed(time, sequence);
  }
}
