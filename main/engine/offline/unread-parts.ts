import { readdir } from 'node:fs/promises';
import { counted } from '../../../app/base/counted.ts';
import type { UnreadRecords } from '../../history/reader-messages.ts';
import type { NamedSource, OfflineData } from './open-data.ts';

/** µs since 1970, both included; undefined for no bound. */
interface Times {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Says how many records of the source cannot be read. True if there are some. */
export async function tellUnread(
  { history }: Pick<OfflineData, 'history'>,
  { id, name }: NamedSource,
  times: Times,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<boolean> {
  const to = history.storedTo(id);
  let sum: UnreadRecords | undefined;
  for (let from = 0; from <= to && !signal.aborted; ) {
    const slice = await history.reader.unread(id, { from, to, after: times.from, before: times.to });
    const rest = { records: to - from + 1, first: from, last: to };
    sum = together(sum, slice === undefined ? rest : slice.unread);
    from = slice?.next ?? to + 1;
  }
  if (sum === undefined) return false;
  const { records, first, last } = sum;
  tell(
    `${counted(records, 'record')} of ${name} could not be read, between number ${first} and ${last}: the history is damaged there, and only what could be read is here.`,
  );
  return true;
}

function together(one: UnreadRecords | undefined, two: UnreadRecords | undefined): UnreadRecords | undefined {
  if (one === undefined || two === undefined) return one ?? two;
  return { records: one.records + two.records, first: one.first, last: two.last };
}

/** Says where a damaged history is kept that the one at hand, which has nothing yet, took the place of. True if there is one. */
export async function tellKeptAside(
  { folder, sources }: Pick<OfflineData, 'folder' | 'sources'>,
  tell: (line: string) => void,
): Promise<boolean> {
  if (sources.length > 0) return false;
  const aside = (await readdir(folder)).filter((name) => /^history\.broken-\d+\.sqlite$/.test(name));
  if (aside.length === 0) return false;
  tell(`The history has no records; a damaged one before it is kept in ${folder} as ${aside.join(', ')}.`);
  return true;
}
