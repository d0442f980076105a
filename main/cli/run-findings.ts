import { jsonLine } from '../../app/base/json-line.ts';
import { plainText } from '../../app/base/plain-text.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import { steadyTraces } from '../engine/export/steady-traces.ts';
import { ExportError, findingsOf, untilTraced } from '../engine/export/traced.ts';
import { keptAside, unreadRecords } from '../engine/offline/damage.ts';
import type { NamedSource, OfflineData } from '../engine/offline/open-data.ts';
import { openData } from '../engine/offline/open-data.ts';
import { chosenSource } from './chosen-source.ts';
import { asideWords, unreadWords } from './damage-words.ts';
import { findingTable } from './finding-table.ts';
import type { FindingsOptions } from './trace-options.ts';
import { exitCodes } from './trace-usage.ts';

const allTimes = { from: undefined, to: undefined };

/** Prints what deserves a look: a table for each source, or a line of JSON for each finding. Answers the exit code. */
export async function runFindings(
  options: FindingsOptions,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  const data = await openData(options.data, false, tell);
  if (!data.ok) {
    tell(data.error.message);
    return exitCodes.folder;
  }
  try {
    return await findIn(data.value, options, signal, tell);
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    tell(error.message);
    return exitCodes.file;
  } finally {
    await data.value.close();
  }
}

async function findIn(
  data: OfflineData,
  { source: wanted, isJson }: FindingsOptions,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  const chosen = wanted === undefined ? undefined : chosenSource(data.sources, wanted);
  if (chosen?.ok === false) {
    tell(chosen.error.message);
    return exitCodes.usage;
  }
  await data.traces.set(true);
  const aside = await keptAside(data);
  if (aside.length > 0) {
    tell(asideWords(data.folder, aside));
    if (isJson) process.stdout.write(jsonLine({ type: 'kept-aside', folder: data.folder, files: aside }));
  }
  let [count, isDamaged] = [0, aside.length > 0];
  for (const source of chosen === undefined ? data.sources : [chosen.value]) {
    const found: Finding[] = [];
    const tellBound = (kept: number, all: number): void => {
      tell(
        `${plainText(source.name)}: the ${kept} newest of ${all} findings; the others are not kept any more.`,
      );
      if (isJson) process.stdout.write(jsonLine({ type: 'not-kept', source: source.id, kept, found: all }));
    };
    for await (const finding of foundIn(data, source, tellBound)) {
      if (signal.aborted) return exitCodes.stopped;
      if (isJson) process.stdout.write(lineOf(source, finding));
      else found.push(finding);
      count += 1;
    }
    if (found.length > 0) process.stdout.write(`${headOf(source)}\n${findingTable(found)}\n`);
    const unread = await unreadRecords(data, source.id, allTimes, signal);
    if (unread === undefined) continue;
    isDamaged = true;
    tell(unreadWords(unread, source.name));
    const { id, name } = source;
    if (isJson) process.stdout.write(jsonLine({ type: 'unread', source: id, name, ...unread }));
  }
  tell(`${count} ${count === 1 ? 'finding' : 'findings'}`);
  return isDamaged ? exitCodes.unread : exitCodes.done;
}

function lineOf({ id, name }: NamedSource, finding: Finding): string {
  const { title, clause, means, tryThis } = findingTexts[finding.kind];
  return jsonLine({ type: 'finding', source: id, name, ...finding, title, clause, means, tryThis });
}

function headOf({ id, name }: NamedSource): string {
  return `${plainText(name)} (${id})`;
}

async function* foundIn(
  data: OfflineData,
  { id }: NamedSource,
  tellBound: (kept: number, found: number) => void,
): AsyncGenerator<Finding> {
  const client = steadyTraces(data.traces.client);
  await untilTraced(client, id, data.history.storedTo(id));
  const bound = yield* findingsOf(client, id, data.mutes);
  if (bound !== undefined) tellBound(bound.kept, bound.found);
}
