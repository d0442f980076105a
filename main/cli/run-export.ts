import { counted } from '../../app/base/counted.ts';
import type { ExportProgress } from '../../app/contract/areas/exports.ts';
import { exportFile } from '../engine/export/export-file.ts';
import type { ExportParts, ExportWish } from '../engine/export/export-wish.ts';
import { ExportError } from '../engine/export/traced.ts';
import { keptAside, unreadRecords } from '../engine/offline/damage.ts';
import type { OfflineData } from '../engine/offline/open-data.ts';
import { openData } from '../engine/offline/open-data.ts';
import { readFilter } from '../filter/read-filter.ts';
import { chosenSource } from './chosen-source.ts';
import { asideWords, unreadWords } from './damage-words.ts';
import { OutFileError, writeOutFile } from './out-file.ts';
import { programVersion } from './program-version.ts';
import { ProgressLines } from './progress-lines.ts';
import type { ExportOptions } from './trace-options.ts';
import { exitCodes } from './trace-usage.ts';
import { UnfinishedFiles } from './unfinished-files.ts';

/** Writes a file of what was seen. Answers the exit code; a file that did not become whole is not left behind. */
export async function runExport(
  options: ExportOptions,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  const now = Date.now() * 1_000;
  const parsed = options.filter === undefined ? undefined : readFilter(options.filter, now);
  if (parsed?.ok === false) {
    const { message, span } = parsed.problem;
    tell(`--filter, character ${span.from + 1}: ${message}`);
    return exitCodes.usage;
  }
  const data = await openData(options.data, false, tell);
  if (!data.ok) {
    tell(data.error.message);
    return exitCodes.folder;
  }
  try {
    const unfinished = await UnfinishedFiles.open(data.value.folder, tell);
    return await exportFrom(data.value, unfinished, options, now, signal, tell);
  } finally {
    await data.value.close();
  }
}

async function exportFrom(
  data: OfflineData,
  unfinished: UnfinishedFiles,
  options: ExportOptions,
  now: number,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  const aside = await keptAside(data);
  if (aside.length > 0) {
    tell(asideWords(data.folder, aside));
    return exitCodes.unread;
  }
  const source = chosenSource(data.sources, options.source);
  if (!source.ok) {
    tell(source.error.message);
    return exitCodes.usage;
  }
  const of = wishOf(options, now);
  if (of.kind !== 'range' || options.format === 'markdown') await data.traces.set(true);
  const progress = { packets: 0, exchanges: 0, looked: 0, of: 0, cut: 0, uncrossed: 0 };
  const parts = partsOf(data, source.value.name);
  const wish = { source: source.value.id, format: options.format, of };
  const isEmpty = (): boolean => progress.packets === 0 && progress.exchanges === 0;
  const isUnread = async (): Promise<boolean> => {
    const unread = await unreadRecords(data, source.value.id, options, signal);
    if (unread !== undefined) tell(unreadWords(unread, source.value.name));
    return unread !== undefined;
  };
  let isKept: boolean;
  const lines = new ProgressLines(tell, () => progressText(progress));
  try {
    const file = { out: options.out, folders: [options.data, data.folder], unfinished };
    isKept = await writeOutFile(file, exportFile(parts, wish, progress), signal, isEmpty);
  } catch (error) {
    if (signal.aborted) return exitCodes.stopped;
    if (!(error instanceof ExportError) && !(error instanceof OutFileError)) throw error;
    tell(error.message);
    const isDamaged = error instanceof ExportError && (await isUnread());
    return isDamaged ? exitCodes.unread : exitCodes.file;
  } finally {
    lines.end();
  }
  const isDamaged = await isUnread();
  for (const line of endLines(progress, options, source.value.name, isKept)) tell(line);
  if (isDamaged) return exitCodes.unread;
  return isEmpty() ? exitCodes.nothing : exitCodes.done;
}

function partsOf({ history, mutes, traces }: OfflineData, source: string): ExportParts {
  const version = programVersion();
  const versions = [
    ['Topicscope', version],
    ['Node', process.versions.node],
    ['Platform', `${process.platform} ${process.arch}`],
  ] as const;
  return {
    history,
    mutes,
    traces: traces.client,
    facts: { source, versions },
    program: `Topicscope ${version}`,
  };
}

function progressText({ packets, exchanges, looked, of }: ExportProgress): string {
  const found =
    exchanges > 0
      ? `${counted(exchanges, 'exchange')} and ${counted(packets, 'packet')}`
      : counted(packets, 'packet');
  return `${found} so far${of > 0 ? `, looked at ${looked} of ${of}` : ''}`;
}

/** What is told once the file is written, or there was nothing to write. */
function endLines(
  { packets, exchanges, cut, uncrossed }: ExportProgress,
  options: ExportOptions,
  name: string,
  isKept: boolean,
): string[] {
  const lines: string[] = [];
  if (uncrossed > 0) {
    const messages = counted(uncrossed, 'message is', 'messages are');
    const who = uncrossed === 1 ? 'it' : 'they';
    lines.push(`${messages} left out, as ${who} crossed no wire: wills and what was published by hand.`);
  }
  if (packets === 0 && exchanges === 0) {
    const file = isKept ? 'the file has no packets' : 'no file was written';
    return [...lines, `${whyEmpty(options, name)}: ${file}.`];
  }
  lines.push(`${counted(packets, 'packet')} of ${name}`);
  if (cut > 0) {
    const why = 'because there are more than a file may have; choose fewer by --filter, --from or --to';
    lines.push(`${counted(cut, 'exchange is', 'exchanges are')} left out, ${why}.`);
  }
  return lines;
}

function wishOf(options: ExportOptions, now: number): ExportWish['of'] {
  const { exchange, filter, deliveries, from, to } = options;
  if (exchange !== undefined) return { kind: 'exchange', exchange };
  if (filter === undefined) return { kind: 'range', from, to };
  return { kind: 'list', filter: filter.trim() === '' ? undefined : { text: filter, now }, deliveries };
}

/** What was asked for is not in the source. */
function whyEmpty({ filter, from, to }: ExportOptions, name: string): string {
  if (filter !== undefined && filter.trim() !== '') return `Nothing of ${name} matches the filter`;
  if (from !== undefined || to !== undefined) return `Nothing of ${name} was seen between these times`;
  return `There is nothing of ${name}`;
}
