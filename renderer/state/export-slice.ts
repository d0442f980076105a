import type { ContractError } from '../../app/contract/answer.ts';
import type { ExportFormat, ExportOf, ExportProgress } from '../../app/contract/areas/exports.ts';
import { texts } from '../texts/en.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

/** A file that is whole. */
interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** A file that is made piece by piece. */
interface RunningExport {
  readonly fileName: string;
  readonly bytes: number;
  readonly progress: ExportProgress | undefined;
}

export interface ExportSlice {
  /** One at a time. */
  readonly exporting: RunningExport | undefined;
  /** Makes a file of the chosen source; undefined when it was stopped or failed, which is told. */
  readonly exportFile: (format: ExportFormat, of: ExportOf) => Promise<ExportedFile | undefined>;
  readonly stopExport: () => void;
}

function emptyExport(of: ExportOf): ContractError {
  const { nothing: message, nothingAdvice: advice, nothingAtAll } = texts.exports;
  const isAll = of.kind === 'range' || (of.kind === 'list' && of.filter.trim() === '');
  return isAll ? { code: 'gone', message: nothingAtAll } : { code: 'gone', message, advice };
}

/** Pieces that are put into one blob, which the browser may keep outside of the page's memory. */
const piecesPerBlob = 64;
/** Milliseconds before a file that has no bytes yet is asked for again. */
const lookingPause = 50;

export function exportSlice({
  client,
  set,
  get,
}: SliceTools<ExportSlice & NoticesSlice & SelectionSlice>): ExportSlice {
  let underWay: AbortController | undefined;

  const readAll = async (job: number, fileName: string, signal: AbortSignal): Promise<Blob[] | undefined> => {
    const blobs: Blob[] = [];
    let pieces: Uint8Array<ArrayBuffer>[] = [];
    for (let bytes = 0; ; ) {
      const piece = await client.call('export.read', { job }, signal);
      get().tellFailure(piece);
      if (!piece.ok || signal.aborted) return undefined;
      const { isEnd, progress } = piece.value;
      bytes += piece.value.bytes.length;
      set({ exporting: { fileName, bytes, progress } });
      if (piece.value.bytes.length > 0) pieces.push(new Uint8Array(piece.value.bytes));
      if (isEnd || pieces.length >= piecesPerBlob) {
        blobs.push(new Blob(pieces));
        pieces = [];
      }
      if (isEnd) return blobs;
      if (piece.value.bytes.length === 0) await new Promise((resolve) => setTimeout(resolve, lookingPause));
    }
  };
  const run = async (
    format: ExportFormat,
    of: ExportOf,
    signal: AbortSignal,
  ): Promise<ExportedFile | undefined> => {
    const { source } = get().selection;
    if (source === undefined) return undefined;
    const begun = await client.call('export.begin', { source, format, of }, signal);
    get().tellFailure(begun);
    if (!begun.ok) return undefined;
    if (begun.value.kind === 'wrong filter') {
      get().tellError({ code: 'invalid', message: begun.value.problem.message });
      return undefined;
    }
    const { job, fileName, mediaType } = begun.value;
    set({ exporting: { fileName, bytes: 0, progress: undefined } });
    const blobs = await readAll(job, fileName, signal);
    if (blobs === undefined) {
      await client.call('export.stop', { job });
      return undefined;
    }
    const progress = get().exporting?.progress;
    if (progress?.packets === 0 && progress.exchanges === 0) {
      get().tellError(emptyExport(of));
      return undefined;
    }
    get().tellDone(texts.exports.saved(fileName, progress));
    return { name: fileName, blob: new Blob(blobs, { type: mediaType }) };
  };
  return {
    exporting: undefined,
    exportFile: async (format, of) => {
      if (underWay !== undefined) {
        get().tellError({ code: 'failed', message: texts.exports.busy });
        return undefined;
      }
      underWay = new AbortController();
      return run(format, of, underWay.signal).finally(() => {
        underWay = undefined;
        set({ exporting: undefined });
      });
    },
    stopExport: () => underWay?.abort(),
  };
}
