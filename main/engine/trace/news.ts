import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { StoredRecords } from '../../history/source-sink.ts';
import { givenBytes } from './limits.ts';
import type { GivenRecords, StoredNews } from './trace-messages.ts';

/**
 * What was stored since the worker was told last, and the records themselves where they are few: a copy of what is at hand
 * costs the engine's thread a hundredth of what it takes to read, and unpack, a block again. The rest is read from the disk.
 */
export class News {
  readonly #to = new Map<SourceId, number>();
  readonly #records = new Map<SourceId, GivenRecords[]>();
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#to.size === 0;
  }

  /** Records of the source are stored up to `to`; `records`, valid during the call, are to be given with the news. */
  add(source: SourceId, to: number, records: StoredRecords | undefined): void {
    this.#to.set(source, to);
    const bytes = records?.data.byteLength ?? 0;
    if (records === undefined || bytes === 0 || this.#bytes + bytes > givenBytes) return;
    this.#bytes += bytes;
    const given = this.#records.get(source) ?? [];
    given.push({ first: records.first, last: to, data: copyOf(records.data) });
    this.#records.set(source, given);
  }

  /** All of it, and begins anew. */
  take(): readonly StoredNews[] {
    const news = Array.from(this.#to, ([source, to]) => ({
      source,
      to,
      records: this.#records.get(source) ?? [],
    }));
    this.#to.clear();
    this.#records.clear();
    this.#bytes = 0;
    return news;
  }
}

/** `slice` would fill the memory with zeros first. */
function copyOf(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = Buffer.allocUnsafeSlow(data.byteLength);
  copy.set(data);
  return new Uint8Array(copy.buffer);
}
