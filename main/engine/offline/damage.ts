import { readdir } from 'node:fs/promises';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import { outcomes } from '../../../app/contract/areas/trace/states.ts';
import { detailOf } from '../export/chosen-exchanges.ts';
import { packetsOf } from '../export/export-choice.ts';
import { steadyTraces } from '../export/steady-traces.ts';
import type { OfflineData } from './open-data.ts';

/** µs since 1970, both included; undefined for no bound. */
interface Times {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** How many records cannot be read, and the sequence numbers of the first and the last of them. */
export interface UnreadRecords {
  readonly records: number;
  readonly first: number;
  readonly last: number;
}

/** What of a source is asked for: all of it, a range of time, or an exchange by the number of its first packet. */
interface Asked extends Times {
  readonly exchange?: number | undefined;
}

/** The records that cannot be read, of those that are needed for what was asked for; undefined if all can. */
export async function unreadRecords(
  data: Pick<OfflineData, 'history' | 'traces'>,
  source: SourceId,
  { exchange, from: after, to: before }: Asked,
  signal: AbortSignal,
): Promise<UnreadRecords | undefined> {
  const { history } = data;
  const needed = exchange === undefined ? undefined : await recordsOf(data, source, exchange);
  const { from: first, to } = needed ?? { from: 0, to: history.storedTo(source) };
  let sum: UnreadRecords | undefined;
  for (let from = first; from <= to && !signal.aborted; ) {
    const slice = await history.reader.unread(source, { from, to, after, before });
    const rest = { records: to - from + 1, first: from, last: to };
    sum = together(sum, slice === undefined ? rest : slice.unread);
    from = slice?.next ?? to + 1;
  }
  return sum;
}

/**
 * The numbers of the records that an exchange was made of. Any between its packets may have been of it as well, and those
 * after them where it is not over.
 */
async function recordsOf(
  { history, traces }: Pick<OfflineData, 'history' | 'traces'>,
  source: SourceId,
  id: number,
): Promise<{ readonly from: number; readonly to: number }> {
  const detail = await detailOf(steadyTraces(traces.client), source, id, false);
  if (detail === undefined) return { from: id, to: id };
  const { outcome, deliveries } = detail.exchange;
  const isOver = outcomes[outcome].isEnd && (deliveries?.waiting ?? 0) === 0;
  return { from: id, to: isOver ? Math.max(id, ...packetsOf(detail)) : history.storedTo(source) };
}

function together(one: UnreadRecords | undefined, two: UnreadRecords | undefined): UnreadRecords | undefined {
  if (one === undefined || two === undefined) return one ?? two;
  return { records: one.records + two.records, first: one.first, last: two.last };
}

/** Names of the files of damaged histories that the one at hand, which has nothing yet, took the place of. */
export async function keptAside({
  folder,
  sources,
}: Pick<OfflineData, 'folder' | 'sources'>): Promise<readonly string[]> {
  if (sources.length > 0) return [];
  return (await readdir(folder)).filter((name) => /^history\.broken-\d+\.sqlite$/.test(name));
}
