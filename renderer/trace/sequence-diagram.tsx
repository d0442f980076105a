import { ChevronsUpDown } from 'lucide-react';
import { useId, useMemo, useRef, useState } from 'react';
import { duration } from '../../app/base/duration.ts';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { awaitingWords } from '../../app/contract/areas/trace/states.ts';
import { outcomeMeaning } from '../exchange/row-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { timeOfDay } from '../texts/time.ts';
import { Button } from '../ui/button.tsx';
import { LaneHeads } from './lane-heads.tsx';
import { SequenceFindings } from './sequence-findings.tsx';
import type { SequenceLayout } from './sequence-layout.ts';
import { layoutSequence } from './sequence-layout.ts';
import { SequenceStep } from './sequence-step.tsx';
import './sequence.css';
import { detailTitle } from '../exchange/step-texts.ts';
import { waitingText } from '../exchange/waiting-receivers.ts';
import { useStepKeys } from './use-step-keys.ts';

const words = texts.trace.sequence;
/** Steps before the exchange that show without being asked for: two connections. */
const mostEarlier = 4;

interface DiagramProps {
  readonly detail: TraceDetail;
  readonly findings: readonly Finding[];
}

/** A lane for each participant and an arrow for each packet; to who hears it, a list in order of time. */
export function SequenceDiagram({ detail, findings }: DiagramProps) {
  const { participants } = detail;
  const [hasEarlier, setHasEarlier] = useState(false);
  const earlier = earlierSteps(detail.steps);
  const steps = useMemo(
    () => (hasEarlier ? detail.steps : detail.steps.slice(earlier)),
    [detail.steps, hasEarlier, earlier],
  );
  const isToScale = useApp((state) => state.trace.isToScale);
  const layout = useMemo(() => layoutSequence(steps, isToScale), [steps, isToScale]);
  const silences = new Map(layout.folds.map(({ before, gap }) => [before, gap]));
  const list = useRef<HTMLOListElement>(null);
  const { current, press, setCurrent } = useStepKeys(list, steps);
  const began = detail.exchange.time;
  const title = useId();
  return (
    <div className="sequence" style={{ '--lanes': participants.length }}>
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
        <Backdrop detail={detail} layout={layout} title={title} />
        <ol
          ref={list}
          className="sequence-steps"
          aria-label={words.label}
          aria-describedby={layout.box === undefined ? undefined : title}
          onKeyDown={press}
        >
          {steps.map((step, index) => (
            <SequenceStep
              // biome-ignore lint/suspicious/noArrayIndexKey: steps only come after the others
              key={index}
              step={step}
              top={layout.tops[index] ?? 0}
              participants={participants}
              began={began}
              silence={silences.get(index)}
              isCurrent={index === current}
              onCurrent={() => setCurrent(index)}
            />
          ))}
        </ol>
      </div>
      <Feet detail={detail} />
      <SequenceFindings findings={findings} />
    </div>
  );
}

/** How many steps stand before the exchange to explain it, where they are too many to be in front of it. */
function earlierSteps(steps: TraceDetail['steps']): number {
  const firstOwn = steps.findIndex(({ isContext }) => !isContext);
  return firstOwn > mostEarlier ? firstOwn : 0;
}

interface BackdropProps {
  readonly detail: TraceDetail;
  readonly layout: SequenceLayout;
  /** The id of what is said of the exchange as a whole: the list of its steps is described by it. */
  readonly title: string;
}

/** What stands behind the arrows: lanes, the box of the journey, folded times. */
function Backdrop({ detail, layout, title }: BackdropProps) {
  const { box, folds } = layout;
  return (
    <div className="sequence-backdrop" aria-hidden="true">
      {box === undefined ? undefined : (
        <div id={title} className="sequence-box" style={{ top: box.top, height: box.bottom - box.top }}>
          <span className="sequence-title ellipsis">{detailTitle(detail)}</span>
          <span className="sequence-began tabular">{timeOfDay(detail.exchange.time)}</span>
        </div>
      )}
      {detail.participants.map((participant, lane) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a lane is known by its place
          key={lane}
          className="sequence-lane"
          style={{ '--from': lane }}
          data-role={participant.role}
        />
      ))}
      {folds.map(({ top, gap }) => (
        <span key={top} className="sequence-fold" style={{ top }}>
          {words.folded(duration(gap))}
        </span>
      ))}
    </div>
  );
}

/** What goes on after the last step, and what is not shown. */
function Feet({ detail }: { readonly detail: TraceDetail }) {
  const { awaiting } = detail.exchange;
  const waiting = waitingText(detail);
  return (
    <div className="sequence-feet">
      {waiting === undefined ? undefined : (
        <p className="sequence-awaiting" role="status">
          {waiting}
        </p>
      )}
      {awaiting === undefined ? undefined : (
        <p className="sequence-awaiting" role="status">
          {awaitingWords(awaiting)}
        </p>
      )}
      <p className="sequence-meaning">{outcomeMeaning(detail.exchange)}</p>
      {detail.stepsCut > 0 ? <p className="sequence-cut">{words.stepsCut(detail.stepsCut)}</p> : undefined}
      {detail.participantsCut > 0 ? (
        <p className="sequence-cut">{words.participantsCut(detail.participantsCut)}</p>
      ) : undefined}
    </div>
  );
}
