import { ChevronsUpDown } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { stepNote } from '../exchange/step-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { LaneHeads } from './lane-heads.tsx';
import { noteLines, noteRoom } from './note-lines.ts';
import { SequenceBackdrop } from './sequence-backdrop.tsx';
import { SequenceFeet } from './sequence-feet.tsx';
import { SequenceFindings } from './sequence-findings.tsx';
import type { SequenceLayout } from './sequence-layout.ts';
import { layoutSequence } from './sequence-layout.ts';
import { sequenceVariables } from './sequence-sizes.ts';
import { SequenceSteps } from './sequence-steps.tsx';
import './sequence.css';

const words = texts.trace.sequence;
/** Steps before the exchange that show without being asked for: two connections. */
const mostEarlier = 4;

interface DiagramProps {
  readonly detail: TraceDetail;
  readonly findings: readonly Finding[];
  /** Pixels that there are for it; 0 until they are known. */
  readonly width: number;
}

/** A lane for each participant and an arrow for each packet. */
export function SequenceDiagram({ detail, findings, width }: DiagramProps) {
  const { participants } = detail;
  const [hasEarlier, setHasEarlier] = useState(false);
  const earlier = earlierSteps(detail.steps);
  const steps = useMemo(
    () => (hasEarlier ? detail.steps : detail.steps.slice(earlier)),
    [detail.steps, hasEarlier, earlier],
  );
  const { layout, rooms } = useLayout(steps, participants.length, width);
  const title = useId();
  return (
    <div className="sequence" style={sequenceVariables(participants.length)}>
      <LaneHeads participants={participants} scale={layout.scale} />
      {earlier === 0 ? undefined : (
        <div className="sequence-earlier">
          <Button kind="quiet" aria-expanded={hasEarlier} onClick={() => setHasEarlier(!hasEarlier)}>
            <ChevronsUpDown aria-hidden="true" />
            {hasEarlier ? words.hideEarlier(earlier) : words.showEarlier(earlier)}
          </Button>
        </div>
      )}
      <div className="sequence-body" style={{ height: layout.height }}>
        <SequenceBackdrop detail={detail} layout={layout} title={title} />
        <SequenceSteps detail={detail} steps={steps} layout={layout} rooms={rooms} title={title} />
      </div>
      <SequenceFeet detail={detail} />
      <SequenceFindings findings={findings} />
    </div>
  );
}

/** How many steps stand before the exchange to explain it, where they are too many to be in front of it. */
function earlierSteps(steps: TraceDetail['steps']): number {
  const firstOwn = steps.findIndex(({ isContext }) => !isContext);
  return firstOwn > mostEarlier ? firstOwn : 0;
}

interface PlacedNotes {
  readonly layout: SequenceLayout;
  /** Letters for each line of a note; undefined to scale, where distances are times and a note has one line. */
  readonly rooms: readonly number[] | undefined;
}

/** Where the steps stand. In order a long note has a second line. */
function useLayout(steps: TraceDetail['steps'], lanes: number, width: number): PlacedNotes {
  const isToScale = useApp((state) => state.trace.isToScale);
  return useMemo(() => {
    const rooms = steps.map((step) => noteRoom(step, lanes, width));
    const placed = steps.map((step, index) => ({
      time: step.time,
      isContext: step.isContext,
      noteLines: isToScale ? 1 : noteLines(stepNote(step), rooms[index] ?? 0),
    }));
    return { layout: layoutSequence(placed, isToScale), rooms: isToScale ? undefined : rooms };
  }, [steps, lanes, width, isToScale]);
}
