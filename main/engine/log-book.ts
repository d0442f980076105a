import type { Clock } from '../../app/base/clock.ts';
import { Listeners } from '../../app/base/listeners.ts';
import type { Log } from '../capture/log.ts';

/** Entries kept for the screen and for reports. */
const maximumEntries = 300;
/** Characters of one entry. */
const longestText = 2000;

/** One thing that the app has to say of itself; `time` in µs since 1970. */
export interface LogEntry {
  readonly time: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly area: string;
  readonly text: string;
}

/** The app's log: the latest entries, and how many were let go. */
export class LogBook {
  readonly #clock: Clock;
  readonly #hide: (text: string) => string;
  readonly #entries: LogEntry[] = [];
  readonly #listeners = new Listeners();
  #dropped = 0;

  /** `hide` takes out of a text what no log may hold. */
  constructor(clock: Clock, hide: (text: string) => string) {
    this.#clock = clock;
    this.#hide = hide;
  }

  readonly log: Log = (level, area, said) => {
    const text = this.#hide(said);
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
