import { ArrivalHead, ColumnTitle } from '../arrivals/arrival-head.tsx';
import { texts } from '../texts/en.ts';

const words = texts.trace.list;
const { columns } = words;

/** The head of the table. */
export function TraceColumns() {
  return (
    <ArrivalHead className="trace-row">
      <ColumnTitle text={columns.id} hint={words.idHint} className="trace-id" />
      <ColumnTitle text={columns.time} className="trace-time" />
      <ColumnTitle text={columns.client} className="trace-client-title" />
      <ColumnTitle text={columns.what} />
      <ColumnTitle text={columns.qos} />
      <ColumnTitle text={columns.took} hint={words.tookHint} className="trace-took" />
      <ColumnTitle text={columns.outcome} />
    </ArrivalHead>
  );
}
