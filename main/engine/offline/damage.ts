import { readdir } from 'node:fs/promises';
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

/** The records of the source within these times that cannot be read; undefined if all can. */
export async function unreadRecords(
  { history }: Pick<OfflineData, 'history'>,
  source: OfflineData['sources'][number]['id'],
  times: Times,
  signal: AbortSignal,
): Promise<UnreadRecords | undefined> {
  const to = history.storedTo(source);
  let sum: UnreadRecords | undefined;
  for (let from = 0; from <= to && !signal.aborted; ) {
    const slice = await history.reader.unread(source, { from, to, after: times.from, before: times.to });
    const rest = { records: to - from + 1, first: from, last: to };
    sum = together(sum, slice === undefined ? rest : slice.unread);
    from = slice?.next ?? to + 1;
  }
  return sum;
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
