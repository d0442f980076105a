import path from 'node:path';
import { z } from 'zod';
import { Listeners } from '../../../app/base/listeners.ts';
import { messageOf } from '../../../app/base/message-of.ts';
import { Turns } from '../../../app/base/turns.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import { sourceId, time } from '../../../app/contract/areas/common.ts';
import { longestRecordingName } from '../../../app/contract/areas/recordings.ts';
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts';

/** All of them are tabs of a window. */
const mostRecordings = 50;
const prefix = 'recording-';

const recording = z.object({
  id: sourceId,
  /** That of its file, for people. */
  name: z.string().max(longestRecordingName),
  importedAt: time,
});
type Recording = z.infer<typeof recording>;

const file = z.object({ recordings: z.array(recording).max(mostRecordings) });

const full = failure('busy', `There are ${mostRecordings} recordings already.`, 'Delete one of them first.');

/** Whether a source is a recording, by its id. */
export function isRecording(source: SourceId): boolean {
  return source.startsWith(prefix);
}

/** The recordings of a data folder; their packets are in its history. */
export class RecordingBook {
  readonly #file: string;
  readonly #listeners = new Listeners();
  readonly #saves = new Turns();
  #recordings: readonly Recording[];

  private constructor(name: string, recordings: readonly Recording[]) {
    this.#file = name;
    this.#recordings = recordings;
  }

  /** `tell` is told what was wrong with the file. */
  static async open(dataFolder: string, tell: (problem: string) => void): Promise<RecordingBook> {
    const name = path.join(dataFolder, 'recordings.json');
    const { value, problem } = await readJsonFile(name, file, Date.now);
    if (problem !== undefined) tell(problem);
    return new RecordingBook(name, value?.recordings ?? []);
  }

  list(): readonly Recording[] {
    return this.#recordings;
  }

  has(source: SourceId): boolean {
    return this.#recordings.some(({ id }) => id === source);
  }

  /** Names a new one; it is on the disk when this resolves. `random` is eight digits of 0 to 9 and a to f. */
  async add(name: string, random: string, now: number): Promise<Answer<SourceId>> {
    const id = sourceId.parse(`${prefix}${random}`);
    const shown = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd').slice(0, longestRecordingName);
    const added = { id, name: shown || 'Recording', importedAt: now };
    const changed = await this.#change((recordings) =>
      recordings.length < mostRecordings ? success([...recordings, added]) : full,
    );
    return changed.ok ? success(id) : changed;
  }

  remove(source: SourceId): Promise<Answer<Record<never, never>>> {
    return this.#change((recordings) => success(recordings.filter(({ id }) => id !== source)));
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** What cannot be written does not hold. */
  #change(
    edit: (recordings: readonly Recording[]) => Answer<readonly Recording[]>,
  ): Promise<Answer<Record<never, never>>> {
    return this.#saves.run(async () => {
      const edited = edit(this.#recordings);
      if (!edited.ok) return edited;
      try {
        await writeJsonFile(this.#file, { recordings: edited.value });
      } catch (error) {
        return failure('failed', `The list of recordings cannot be stored: ${messageOf(error)}.`);
      }
      this.#recordings = edited.value;
      this.#listeners.tell();
      return success({});
    });
  }
}
