import { ArrowDown, ArrowUp } from 'lucide-react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const { columns, newestFirst, oldestFirst } = texts.explore.history;

/** The head of the table; pressing Time turns the order round. */
export function HistoryColumns({ showsTopic }: { readonly showsTopic: boolean }) {
  return (
    <div className="history-row history-columns" role="row" aria-rowindex={1} tabIndex={-1}>
      <TimeColumn />
      <span role="columnheader" tabIndex={-1} className="visually-hidden-cell">
        <span className="visually-hidden">{columns.direction}</span>
      </span>
      <span role="columnheader" tabIndex={-1}>
        {columns.qos}
      </span>
      {showsTopic ? (
        <span role="columnheader" tabIndex={-1}>
          {columns.topic}
        </span>
      ) : undefined}
      <span role="columnheader" tabIndex={-1}>
        {columns.payload}
      </span>
      <span role="columnheader" tabIndex={-1} className="history-size">
        {columns.size}
      </span>
      <span role="columnheader" tabIndex={-1} className="history-client">
        {columns.client}
      </span>
    </div>
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
