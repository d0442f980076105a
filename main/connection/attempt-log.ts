import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';

type AttemptEntry = ConnectionDetail['attempts'][number];

const maximumEntries = 50;

/** The latest attempts, newest last; the oldest go. */
export class AttemptLog {
  #entries: readonly AttemptEntry[] = [];

  read(): AttemptEntry[] {
    return [...this.#entries];
  }

  began(at: number): void {
    this.#entries = [...this.#entries, { at, outcome: 'connecting' }].slice(-maximumEntries);
  }

  /** What became of the last one. */
  outcome(outcome: string): void {
    const last = this.#entries.at(-1);
    if (last !== undefined) this.#entries = this.#entries.with(-1, { at: last.at, outcome });
  }
}
