import type { SourceId } from '../../app/contract/areas/common.ts';
import type { ImportOutcome } from '../../app/contract/areas/recordings.ts';
import { texts } from '../texts/en.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import { filePiece } from './file-piece.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';

/** A file that is being read. */
interface ImportUnderWay {
  readonly name: string;
  readonly size: number;
  readonly bytes: number;
  /** MQTT packets that were found. */
  readonly packets: number;
}

export interface RecordingsSlice {
  readonly importing: ImportUnderWay | undefined;
  /** Makes a source of a capture file, and shows it. */
  readonly importCapture: (file: File) => Promise<void>;
  /** What was read by now is kept. */
  readonly stopImport: () => void;
  /** Says first how much goes. */
  readonly deleteRecording: (source: SourceId) => Promise<void>;
}

/** Bytes that go to the engine at one time. */
const pieceSize = 262_144;
const words = texts.files;

export function recordingsSlice({
  client,
  set,
  get,
}: SliceTools<RecordingsSlice & NoticesSlice & SourcesSlice & DialogsSlice>): RecordingsSlice {
  let isStopped = false;
  /** Hands the file over piece by piece; false if the engine did not take it. */
  const handOver = async (job: number, file: File): Promise<boolean> => {
    for (let at = 0; at < file.size && !isStopped; at += pieceSize) {
      const piece = await filePiece(file, at, pieceSize);
      get().tellFailure(piece);
      // What was read of it by now is kept.
      if (!piece.ok) return true;
      const taken = await client.call('recording.take', { job, bytes: piece.value });
      get().tellFailure(taken);
      if (!taken.ok) return false;
      const { summary, problem } = taken.value;
      const read = Math.min(file.size, at + pieceSize);
      set({ importing: { name: file.name, size: file.size, bytes: read, packets: summary.packets } });
      if (problem !== undefined) return true;
    }
    return true;
  };
  const tellOutcome = (name: string, outcome: ImportOutcome): void => {
    const { problem, isEmpty, cutOff } = outcome;
    const advice = isEmpty ? words.nothingKept : words.keptSoFar;
    if (problem !== undefined)
      get().tellError({ code: 'invalid', message: words.broken(name, problem), advice });
    else if (isEmpty)
      get().tellError({ code: 'invalid', message: words.noMqtt(name, outcome.summary), advice });
    else if (cutOff > 0) get().tellError({ code: 'invalid', message: words.cutOff(name), advice });
    if (isEmpty) return;
    const left = words.left(outcome.summary);
    if (left === undefined) get().tellDone(words.imported(name, outcome.summary));
    else get().tellNote(words.imported(name, outcome.summary), left);
  };
  const run = async (file: File): Promise<void> => {
    const begun = await client.call('recording.begin', { name: file.name.slice(0, 1_000) });
    get().tellFailure(begun);
    if (!begun.ok) return;
    const { job, source } = begun.value;
    get().chooseNewSource(source);
    if (!(await handOver(job, file))) return;
    const read = get().importing?.bytes ?? 0;
    const finished = await client.call('recording.finish', { job });
    get().tellFailure(finished);
    if (!finished.ok) return;
    // What the file lacks is not known of one that was not read to its end.
    if (isStopped && read < file.size) {
      const { summary, isEmpty } = finished.value;
      const kept = isEmpty ? words.nothingKept : words.keptSoFar;
      get().tellNote(words.stopped(file.name, summary, read / file.size), kept);
    } else tellOutcome(file.name, finished.value);
  };
  return {
    importing: undefined,
    importCapture: async (file) => {
      if (get().importing !== undefined) {
        get().tellError({ code: 'busy', message: words.busy(get().importing?.name ?? '') });
        return;
      }
      isStopped = false;
      set({ importing: { name: file.name, size: file.size, bytes: 0, packets: 0 } });
      await run(file).finally(() => set({ importing: undefined }));
    },
    stopImport: () => {
      isStopped = true;
    },
    deleteRecording: async (source) => {
      const name = get().sources.all.find(({ id }) => id === source)?.name ?? '';
      const looked = await client.call('recording.delete', { source, dryRun: true });
      get().tellFailure(looked);
      if (!looked.ok) return;
      const question = { title: words.deleteTitle(name), text: words.deleteText(looked.value.records) };
      if (!(await get().ask({ ...question, action: words.deleteAct, isDangerous: true }))) return;
      get().tellFailure(await client.call('recording.delete', { source, dryRun: false }));
    },
  };
}
