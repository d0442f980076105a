import type { History } from '../../main/history/history.ts';
import type { RowReader } from '../../main/history/reader.ts';
import type { ReadWindow, StoredRows } from '../../main/history/reader-messages.ts';
import type { Selection } from '../../main/history/selection.ts';
import { lab } from './messages.ts';

/** What one reading took, in milliseconds; processor time is that of the whole process. */
export interface Taken {
  readonly clock: number;
  readonly cpu: number;
}

/** Opens a view as a click does, and waits until the window is full. */
export async function openAndRead(
  history: History,
  selection: Selection,
  window: ReadWindow,
): Promise<Taken> {
  const take = stopwatch();
  const rows = history.reader.openRows(lab, selection, () => undefined);
  await readFull(rows, window);
  const taken = take();
  rows.close();
  return taken;
}

/** Moves an open view that has counted everything. */
export async function jump(history: History, from: (rows: StoredRows) => number): Promise<Taken> {
  const rows = history.reader.openRows(lab, { of: 'all' }, () => undefined);
  let counted = await read(rows, { at: 'end', count: 100 });
  while (counted.counting) counted = await read(rows, { at: 'end', count: 100 });
  const take = stopwatch();
  await readFull(rows, { at: 'row', from: from(counted), count: 100 });
  const taken = take();
  rows.close();
  return taken;
}

async function readFull(rows: RowReader, window: ReadWindow): Promise<void> {
  while ((await read(rows, window)).rows.length < window.count);
}

async function read(rows: RowReader, window: ReadWindow): Promise<StoredRows> {
  const found = await rows.read(window);
  if (found === undefined) throw new Error('The history does not answer');
  return found;
}

function stopwatch(): () => Taken {
  const [began, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { clock: performance.now() - began, cpu: (user + system) / 1000 };
  };
}
