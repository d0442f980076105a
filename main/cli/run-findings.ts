import { jsonLine } from '../../app/base/json-line.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import { steadyTraces } from '../engine/export/steady-traces.ts';
import { ExportError, findingsOf, untilTraced } from '../engine/export/traced.ts';
import type { NamedSource, OfflineData } from '../engine/offline/open-data.ts';
import { openData } from '../engine/offline/open-data.ts';
import { chosenSource } from './chosen-source.ts';
import type { FindingsOptions } from './trace-options.ts';
import { exitCodes } from './trace-usage.ts';

/** Prints what deserves a look, a line of JSON for each. Answers the exit code. */
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
  { source: wanted }: FindingsOptions,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  const chosen = wanted === undefined ? undefined : chosenSource(data.sources, wanted);
  if (chosen?.ok === false) {
    tell(chosen.error.message);
    return exitCodes.usage;
  }
  await data.traces.set(true);
  let count = 0;
  for (const source of chosen === undefined ? data.sources : [chosen.value]) {
    for await (const line of linesOf(data, source)) {
      if (signal.aborted) return exitCodes.stopped;
      process.stdout.write(line);
      count += 1;
    }
  }
  tell(`${count} findings`);
  return exitCodes.done;
}

async function* linesOf(data: OfflineData, { id, name }: NamedSource): AsyncGenerator<string> {
  const client = steadyTraces(data.traces.client);
  await untilTraced(client, id, data.history.storedTo(id));
  for await (const finding of findingsOf(client, id, data.mutes)) {
    const { title, clause, means, tryThis } = findingTexts[finding.kind];
    yield jsonLine({ type: 'finding', source: id, name, ...finding, title, clause, means, tryThis });
  }
}
