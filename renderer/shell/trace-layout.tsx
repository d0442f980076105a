import { LabPanel } from '../lab/lab-panel.tsx';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { LatencyPanel } from '../trace/latency-panel.tsx';
import { TraceDetailPanel } from '../trace/trace-detail-panel.tsx';
import { TraceListPanel } from '../trace/trace-list-panel.tsx';
import { TracePacketPanel } from '../trace/trace-packet-panel.tsx';
import { RememberedPanes } from './remembered-panes.tsx';

/** The panes of the Trace screen; only this file knows how they stand. */
export function TraceLayout() {
  return (
    <main className="screen" aria-label={texts.trace.label}>
      <RememberedPanes
        name="trace"
        orientation="horizontal"
        panes={[
          { id: 'lists', size: 38, least: 400, content: <ListPanes /> },
          { id: 'detail', size: 62, least: 400, content: <DetailPanes /> },
        ]}
      />
    </main>
  );
}

function ListPanes() {
  return (
    <RememberedPanes
      name="trace-lists"
      orientation="vertical"
      panes={[
        { id: 'exchanges', size: 80, least: 200, content: <TraceListPanel /> },
        { id: 'latency', size: 20, least: 150, content: <LatencyPanel /> },
      ]}
    />
  );
}

/** A packet of the sequence opens below it, and the session lab below that. */
function DetailPanes() {
  const isOpen = useApp((state) => state.trace.packet !== undefined && state.trace.tab === 'sequence');
  const hasLab = useApp((state) => state.lab.isShown && chosenSource(state)?.kind !== 'recording');
  const sequence = { id: 'sequence', size: 55, least: 160, content: <TraceDetailPanel /> };
  const packet = { id: 'packet', size: 45, least: 160, content: <TracePacketPanel /> };
  const lab = { id: 'lab', size: 45, least: 190, content: <LabPanel /> };
  return (
    <RememberedPanes
      name="trace-detail"
      orientation="vertical"
      panes={[sequence, ...(isOpen ? [packet] : []), ...(hasLab ? [lab] : [])]}
    />
  );
}
