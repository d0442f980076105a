import type { Clock } from '../../app/base/clock.ts';
import { Listeners } from '../../app/base/listeners.ts';
import type { Log } from '../capture/log.ts';

/** Entries kept for the screen and for reports. */
const maximumEntries = 300;
/** Characters of one entry. */
const longestText = 2000;

export interface LogEntry {
  readonly time: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly area: string;
  readonly text: string;
}

/** The app's log: the latest entries, and how many were let go. */
export class LogBook {
  readonly #clock: Clock;
  readonly #entries: LogEntry[] = [];
  readonly #listeners = new Listeners();
  #dropped = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly log: Log = (level, area, text) => {
    const short = text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
    this.#entries.push({ time: this.#clock.now(), level, area, text: short });
    if (this.#entries.length > maximumEntries) {
      this.#entries.shift();
      this.#dropped += 1;
    }
    this.#listeners.tell();
  };

  /** A copy, oldest first. */
  read(): { entries: LogEntry[]; dropped: number } {
    return { entries: [...this.#entries], dropped: this.#dropped };
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }
}
