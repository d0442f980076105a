import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { ExchangeRow, TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { ListChoice } from '../trace/trace-messages.ts';
import type { ExportTraces } from './steady-traces.ts';
import { ExportError, untraced, wholeList } from './traced.ts';

/** Rows that are asked for at one time. */
const window = 1_000;

/** The exchanges that a list shows, the oldest first, once all that is stored by now is traced; how many is told first. */
export async function* chosenExchanges(
  client: Pick<ExportTraces, 'openList'>,
  choice: ListChoice,
  storedTo: number,
  progress: ExportProgress,
  counted: (exchanges: number) => void,
): AsyncGenerator<ExchangeRow> {
  const list = client.openList(choice, false, () => undefined);
  try {
    const whole = await wholeList(list, storedTo, ({ looked }) => {
      progress.looked = looked.exchanges;
      progress.of = looked.of;
    });
    counted(whole.end - whole.first);
    // While a client floods more come all the time: an export of those as well would not end.
    for (let next = whole.first; next < whole.end; ) {
      const read = await list.read({ at: 'row', from: next, count: window });
      if (read === undefined) throw new ExportError(untraced);
      yield* read.rows.filter(({ row }) => row < whole.end);
      if (read.rows.length === 0) return;
      next = read.from + read.rows.length;
    }
  } finally {
    list.close();
  }
}

/** Undefined if the budget let it go meanwhile. `infers`: what became of it at other connections is looked for. */
export async function detailOf(
  client: Pick<ExportTraces, 'ask'>,
  source: SourceId,
  exchange: number,
  infers: boolean,
): Promise<TraceDetail | undefined> {
  const answer = await client.ask({ name: 'exchange', source, exchange, infers });
  if (answer === undefined) throw new ExportError(untraced);
  return answer.name === 'exchange' ? answer.value : undefined;
}
