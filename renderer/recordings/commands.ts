import type { ExportFormat, ExportOf } from '../../app/contract/areas/exports.ts';
import { timeRangeOf } from '../../app/filter/time-range.ts';
import type { AppState } from '../state/app-state.ts';
import type { Command } from '../state/command.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { texts } from '../texts/en.ts';
import { saveFile } from '../ui/save-file.ts';
import { openCapture } from './open-capture.ts';

const words = texts.files;
const { group } = words;

const hasSource = (state: AppState): boolean => state.selection.source !== undefined;

/** All of the chosen source, or what was seen in the time that its filter names. */
function rangeOf(state: AppState): ExportOf {
  const range = timeRangeOf(sourceFilter(state).text, Date.now() * 1_000);
  const bound = (time: number | undefined) =>
    time === undefined || !Number.isFinite(time) ? undefined : time;
  return { kind: 'range', from: bound(range?.least), to: bound(range?.most) };
}

function exportSource(format: ExportFormat, title: string): Command {
  return {
    id: `files.source.${format}`,
    title,
    keywords: words.commands.sourceHint,
    group,
    isEnabled: hasSource,
    run: (state) =>
      void state
        .exportFile(format, rangeOf(state))
        .then((file) => file !== undefined && saveFile(file.blob, file.name)),
  };
}

/** What the palette and the menu reach in this area. */
export const recordingCommands: readonly Command[] = [
  {
    id: 'files.open',
    title: words.open,
    keywords: words.commands.openHint,
    group,
    run: (state) => void openCapture(state.importCapture),
  },
  exportSource('pcapng', words.commands.source),
  exportSource('jsonl', words.commands.sourceLines),
  {
    id: 'files.delete',
    title: words.delete,
    group,
    isEnabled: (state) => chosenSource(state)?.kind === 'recording',
    run: (state) => {
      const source = chosenSource(state);
      if (source?.kind === 'recording') void state.deleteRecording(source.id);
    },
  },
];
