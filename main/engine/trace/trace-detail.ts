import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import { exchangeAt, rowOf } from './exchange-row.ts';
import { RecordBook } from './record-book.ts';

/** An exchange packet by packet; undefined if it is not there any more. */
export function traceDetail(
  traces: SourceTraces | undefined,
  units: StoredUnits,
  id: number,
): TraceDetail | undefined {
  const entry = traces?.entryOf(id);
  if (traces === undefined || entry === undefined) return undefined;
  const segment = traces.load(entry);
  const row = segment.rowOf(id);
  if (row < 0) return undefined;
  const book = new RecordBook(units, traces.name);
  const exchange = exchangeAt({ segment, row, sequence: id }, book);
  return {
    exchange: rowOf(exchange, book),
    isJourney: false,
    participants: [],
    steps: [],
    stepsCut: 0,
    participantsCut: 0,
  };
}
