import { setTimeout as delay } from 'node:timers/promises';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { ExchangeRow, TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { ExchangeList, TraceClient } from '../trace/trace-client.ts';
import type { ListChoice } from '../trace/trace-messages.ts';

/** Rows that are asked for at one time. */
const window = 200;
/** Milliseconds between two looks at a list that is still being counted. */
const pause = 50;

/** Why nothing can be exported, for the person who asked. */
export class ExportError extends Error {}

const untraced = 'There are no traces: they are switched off in the settings, or they cannot be kept.';

/** The exchanges that a list shows, the oldest first, once all that is stored by now is traced. */
export async function* chosenExchanges(
  client: TraceClient,
  choice: ListChoice,
  storedTo: number,
  progress: ExportProgress,
): AsyncGenerator<ExchangeRow> {
  const list = client.openList(choice, false, () => undefined);
  try {
    let next = await firstRow(list, storedTo, progress);
    for (;;) {
      const read = await list.read({ at: 'row', from: next, count: window });
      if (read === undefined) throw new ExportError(untraced);
      yield* read.rows;
      if (read.rows.length === 0) return;
      next = read.from + read.rows.length;
    }
  } finally {
    list.close();
  }
}

/** Waits until the list is whole. */
async function firstRow(list: ExchangeList, storedTo: number, progress: ExportProgress): Promise<number> {
  for (;;) {
    const read = await list.read({ at: 'end', count: 0 });
    if (read === undefined) throw new ExportError(untraced);
    progress.looked = read.looked.exchanges;
    progress.of = read.looked.of;
    if (!read.counting && read.tracedTo >= storedTo) return read.first;
    await delay(pause);
  }
}

/** Undefined if the budget let it go meanwhile. */
export async function detailOf(
  client: TraceClient,
  source: SourceId,
  exchange: number,
): Promise<TraceDetail | undefined> {
  const answer = await client.ask({ name: 'exchange', source, exchange });
  if (answer === undefined) throw new ExportError(untraced);
  return answer.name === 'exchange' ? answer.value : undefined;
}
