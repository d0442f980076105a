import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { ErrorBox } from '../ui/error-box.tsx';
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
    <section className="trace-list" aria-label={words.label}>
      <TraceBar />
      <FindingPills />
      {problem === undefined ? undefined : <ErrorBox message={problem.message} advice={problem.advice} />}
      <NotTraced />
      <TracesBehind />
      <TraceSearch />
      <div className="trace-rows">
        <TraceTable key={source} />
        <TraceSilence />
      </div>
      {evicted === 0 ? undefined : <p className="trace-foot">{words.evicted(evicted)}</p>}
    </section>
  );
}
