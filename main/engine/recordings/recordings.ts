import { randomBytes } from 'node:crypto';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ImportOutcome } from '../../../app/contract/areas/recordings.ts';
import type { Recorder } from '../../capture/recorder.ts';
import type { History } from '../../history/history.ts';
import { allStored } from '../all-stored.ts';
import type { SpaceBook } from '../space-book.ts';
import type { RecordingBook } from './recording-book.ts';
import { RecordingImport } from './recording-import.ts';

export interface OpenImport {
  readonly source: SourceId;
  readonly recorder: Recorder;
  readonly reading: RecordingImport;
}

/** Makes sources of capture files, and takes them away again. */
export class Recordings {
  readonly #book: RecordingBook;
  readonly #spaces: SpaceBook;
  readonly #history: History;

  constructor(book: RecordingBook, spaces: SpaceBook, history: History) {
    this.#book = book;
    this.#spaces = spaces;
    this.#history = history;
  }

  /** `now` in µs since 1970. */
  async begin(name: string, port: number | undefined, now: number): Promise<Answer<OpenImport>> {
    const added = await this.#book.add(name, randomBytes(4).toString('hex'), now);
    if (!added.ok) return added;
    const source = added.value;
    const { recorder } = await this.#spaces.open(source);
    return success({ source, recorder, reading: new RecordingImport(recorder, port) });
  }

  /** Resolves when all of it is on the disk. A recording in which nothing was found is taken away again. */
  async finish({ source, reading, recorder }: OpenImport): Promise<ImportOutcome> {
    const outcome = await reading.finish();
    await allStored(this.#history, source, recorder);
    if (outcome.isEmpty) await this.delete(source, false);
    // It was deleted while it was being read: nothing may stay of it.
    else if (!this.#book.has(source)) await (await this.#spaces.open(source)).deleteHistory(false);
    return outcome;
  }

  async delete(source: SourceId, dryRun: boolean): Promise<Answer<{ records: number; bytes: number }>> {
    if (!this.#book.has(source)) return failure('gone', 'There is no such recording any more.');
    const space = await this.#spaces.open(source);
    const gone = await space.deleteHistory(dryRun);
    if (gone === undefined) return failure('failed', 'The history ended before it was deleted.');
    const removed = dryRun ? success({}) : await this.#book.remove(source);
    return removed.ok ? success(gone) : removed;
  }
}
