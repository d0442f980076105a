import { jsonLine } from '../../app/base/json-line.ts';
import { plainText } from '../../app/base/plain-text.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import { steadyTraces } from '../engine/export/steady-traces.ts';
import { ExportError, findingsOf, untilTraced } from '../engine/export/traced.ts';
import type { NamedSource, OfflineData } from '../engine/offline/open-data.ts';
import { openData } from '../engine/offline/open-data.ts';
import { tellKeptAside, tellUnread } from '../engine/offline/unread-parts.ts';
import { chosenSource } from './chosen-source.ts';
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
  let [count, isDamaged] = [0, await tellKeptAside(data, tell)];
  for (const source of chosen === undefined ? data.sources : [chosen.value]) {
    const found: Finding[] = [];
    for await (const finding of foundIn(data, source)) {
      if (signal.aborted) return exitCodes.stopped;
      if (isJson) process.stdout.write(lineOf(source, finding));
      else found.push(finding);
      count += 1;
    }
    if (await tellUnread(data, source, allTimes, signal, tell)) isDamaged = true;
    if (found.length > 0) process.stdout.write(`${headOf(source)}\n${findingTable(found)}\n`);
  }
  tell(`${count} ${count === 1 ? 'finding' : 'findings'}`);
  return isDamaged || data.history.state().problem !== undefined ? exitCodes.unread : exitCodes.done;
}

function lineOf({ id, name }: NamedSource, finding: Finding): string {
  const { title, clause, means, tryThis } = findingTexts[finding.kind];
  return jsonLine({ type: 'finding', source: id, name, ...finding, title, clause, means, tryThis });
}

function headOf({ id, name }: NamedSource): string {
  return `${plainText(name)} (${id})`;
}

async function* foundIn(data: OfflineData, { id }: NamedSource): AsyncGenerator<Finding> {
  const client = steadyTraces(data.traces.client);
  await untilTraced(client, id, data.history.storedTo(id));
  yield* findingsOf(client, id, data.mutes);
}
