import { ArrivalPanel } from '../arrivals/arrival-panel.tsx';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
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
  const evicted = useApp((state) => state.history.evicted);
  return (
    <ArrivalPanel
      label={words.label}
      head={<HistoryHead />}
      problem={problem}
      table={<HistoryTable key={source} />}
      silence={<HistorySilence />}
      evicted={evicted === 0 ? undefined : words.evicted(evicted)}
    >
      <TimeStrip />
      <HistorySearch />
    </ArrivalPanel>
  );
}
