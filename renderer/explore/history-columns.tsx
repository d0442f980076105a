import { ArrowDown, ArrowUp } from 'lucide-react';
import { ArrivalHead, ColumnTitle } from '../arrivals/arrival-head.tsx';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const { columns, newestFirst, oldestFirst } = texts.explore.history;

/** The head of the table; pressing Time turns the order round. */
export function HistoryColumns({ showsTopic }: { readonly showsTopic: boolean }) {
  return (
    <ArrivalHead className="history-row">
      <TimeColumn />
      <span role="columnheader" tabIndex={-1} className="visually-hidden-cell">
        <span className="visually-hidden">{columns.direction}</span>
      </span>
      <ColumnTitle text={columns.qos} />
      {showsTopic ? <ColumnTitle text={columns.topic} /> : undefined}
      <ColumnTitle text={columns.payload} />
      <ColumnTitle text={columns.size} className="history-size" />
      <ColumnTitle text={columns.client} className="history-client" />
    </ArrivalHead>
  );
}

function TimeColumn() {
  const isNewestFirst = useApp((state) => state.history.isNewestFirst);
  const toggle = useApp((state) => state.toggleHistoryOrder);
  const Icon = isNewestFirst ? ArrowDown : ArrowUp;
  return (
    <span role="columnheader" tabIndex={-1} aria-sort={isNewestFirst ? 'descending' : 'ascending'}>
      <button
        type="button"
        className="history-order"
        title={isNewestFirst ? newestFirst : oldestFirst}
        onClick={toggle}
      >
        {columns.time}
        <Icon aria-hidden="true" />
      </button>
    </span>
  );
}
