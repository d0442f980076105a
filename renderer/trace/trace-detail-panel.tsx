import { MoveVertical } from 'lucide-react';
import { useRef } from 'react';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { Chip } from '../ui/badge.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import { useElementWidth } from '../ui/use-element-width.ts';
import './trace-detail.css';
import { ExportExchange } from './export-button.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { SequencePanel } from './sequence-panel.tsx';
import type { FollowedTrace } from './use-trace-detail.ts';
import { useTraceDetail } from './use-trace-detail.ts';

const words = texts.trace;

/** The chosen exchange from close by, or what was found in all of them. */
export function TraceDetailPanel() {
  const tab = useApp((state) => state.trace.tab);
  const showTab = useApp((state) => state.showTraceTab);
  const trace = useTraceDetail();
  const panel = useRef<HTMLElement>(null);
  const width = useElementWidth(panel);
  useFocusPlace('traceDetail', panel);
  return (
    <section ref={panel} className="trace-detail" aria-label={words.detail.label} tabIndex={-1}>
      <Tabs
        label={words.detail.tabs}
        value={tab}
        onChange={showTab}
        tabs={[
          {
            value: 'sequence',
            text: words.detail.sequence,
            content: <SequencePanel trace={trace} width={width} />,
          },
          { value: 'findings', text: words.detail.findings, content: <FindingsPanel /> },
        ]}
        actions={tab === 'sequence' ? <SequenceActions trace={trace} /> : undefined}
      />
    </section>
  );
}

function SequenceActions({ trace: { detail } }: { readonly trace: FollowedTrace }) {
  const isToScale = useApp((state) => state.trace.isToScale);
  const scale = useApp((state) => state.scaleTrace);
  if (detail === undefined || detail.steps.length === 0) return undefined;
  return (
    <>
      <Chip>{words.sequence.participants(detail.participants.length + detail.participantsCut)}</Chip>
      <Spacer />
      <MoveVertical className="trace-scale-icon" aria-hidden="true" />
      <Segmented
        label={words.sequence.order}
        value={isToScale ? 'scale' : 'order'}
        options={[
          { value: 'order', text: words.sequence.inOrder },
          { value: 'scale', text: words.sequence.toScale },
        ]}
        onChange={(value) => scale(value === 'scale')}
      />
      <ExportExchange exchange={detail.exchange.id} />
    </>
  );
}
