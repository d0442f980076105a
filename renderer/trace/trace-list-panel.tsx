import { ArrivalPanel } from '../arrivals/arrival-panel.tsx';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { FindingPills } from './finding-pills.tsx';
import { TraceBar } from './trace-bar.tsx';
import './trace-list.css';
import { TraceSearch } from './trace-search.tsx';
import { NotTraced, TraceSilence, TracesBehind } from './trace-silence.tsx';
import { TraceTable } from './trace-table.tsx';

const words = texts.trace.list;

/** The exchanges of the chosen source, with their filter and what was found in them. */
export function TraceListPanel() {
  const source = useApp((state) => state.selection.source);
  const problem = useApp((state) => state.traceList.problem);
  const evicted = useApp((state) => state.traceList.evicted);
  return (
    <ArrivalPanel
      label={words.label}
      head={
        <>
          <TraceBar />
          <FindingPills />
        </>
      }
      problem={problem}
      table={<TraceTable key={source} />}
      silence={<TraceSilence />}
      evicted={evicted === 0 ? undefined : words.evicted(evicted)}
    >
      <NotTraced />
      <TracesBehind />
      <TraceSearch />
    </ArrivalPanel>
  );
}
