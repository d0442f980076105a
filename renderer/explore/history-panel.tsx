import type { HistoryValue } from '../../app/contract/areas/history.ts';
import { messagesIn } from '../state/history-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { ErrorBox } from '../ui/error-box.tsx';
import './history-panel.css';
import { HistoryHead } from './history-head.tsx';
import { HistorySearch } from './history-search.tsx';
import { HistorySilence } from './history-silence.tsx';
import { HistoryTable } from './history-table.tsx';
import { TimeStrip } from './time-strip.tsx';

const words = texts.explore.history;

/** The messages of what is selected, in order of arrival. */
export function HistoryPanel() {
  const source = useApp((state) => state.selection.source);
  const problem = useApp((state) => state.history.problem);
  const isEmpty = useApp((state) => isEmptyHistory(state.history.value));
  return (
    <section className="history-panel" aria-label={words.label}>
      <HistoryHead />
      {problem === undefined ? undefined : <ErrorBox message={problem.message} advice={problem.advice} />}
      <TimeStrip />
      <HistorySearch />
      <div className="history-list">
        <HistoryTable key={source} />
        {isEmpty ? <HistorySilence /> : undefined}
      </div>
      <HistoryFoot />
    </section>
  );
}

function isEmptyHistory(value: HistoryValue | undefined): boolean {
  return value !== undefined && messagesIn(value) === 0 && !value.counting;
}

/** Rows that the budget let go while one looked. */
function HistoryFoot() {
  const evicted = useApp((state) => state.history.evicted);
  if (evicted === 0) return undefined;
  return <p className="panel-foot">{words.evicted(evicted)}</p>;
}
