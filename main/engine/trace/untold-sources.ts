import type { SourceId } from '../../../app/contract/areas/common.ts';
import { manyRecords, toldInterval } from './limits.ts';

/**
 * Sources whose exchanges changed since whoever looks was told so. While there is more to read, or much is, that is told now
 * and then: all of what a list shows is made anew.
 */
export class UntoldSources {
  readonly #tell: (sources: readonly SourceId[]) => void;
  readonly #names = new Set<SourceId>();
  #toldAt = 0;
  /** Records that were read since all was. */
  #read = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `tell` is for those that were put off. */
  constructor(tell: (sources: readonly SourceId[]) => void) {
    this.#tell = tell;
  }

  /** So many records of these were read, `isAtEnd` if that is all there is; returns which are to be told now. */
  followed(names: readonly SourceId[], records: number, isAtEnd: boolean): readonly SourceId[] {
    for (const name of names) this.#names.add(name);
    this.#read += records;
    const mayWait = !isAtEnd || this.#read > manyRecords;
    if (isAtEnd) this.#read = 0;
    const waits = mayWait ? this.#toldAt + toldInterval - performance.now() : 0;
    if (waits <= 0) return this.#take();
    this.#timer ??= setTimeout(() => this.#tellPutOff(), waits);
    return [];
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #tellPutOff(): void {
    this.#timer = undefined;
    const sources = this.#take();
    if (sources.length > 0) this.#tell(sources);
  }

  #take(): readonly SourceId[] {
    this.#toldAt = performance.now();
    const sources = [...this.#names];
    this.#names.clear();
    return sources;
  }
}
