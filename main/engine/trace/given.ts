import { giveBack } from '../../database/give-back.ts';
import { givenBytes } from './limits.ts';
import type { GivenRecords } from './trace-messages.ts';

/** Records of one source that came with the news of them: what is here need not be read from the disk. Bounded in bytes. */
export class Given {
  #records: GivenRecords[] = [];
  #bytes = 0;

  /** Newer than all before. Where there is too much, all is let go: the disk has it. */
  add(records: readonly GivenRecords[]): void {
    for (const one of records) {
      this.#records.push(one);
      this.#bytes += one.data.byteLength;
    }
    if (this.#bytes > 2 * givenBytes) this.clear();
  }

  clear(): void {
    for (const { data } of this.#records) giveBack(data);
    this.#records = [];
    this.#bytes = 0;
  }

  /** Those that have the record with this number; what is older is let go. */
  from(sequence: number): GivenRecords | undefined {
    for (;;) {
      const [oldest] = this.#records;
      if (oldest === undefined || oldest.first > sequence) return undefined;
      if (oldest.last >= sequence) return oldest;
      this.#records.shift();
      this.#bytes -= oldest.data.byteLength;
      giveBack(oldest.data);
    }
  }
}
