import { useEffect, useRef } from 'react';
import { duration, elapsed } from '../../app/base/duration.ts';
import { isolatedLevels } from '../../app/base/isolated.ts';
import type { Participant, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { isSamePlace, placeOfStep } from '../exchange/packet-places.ts';
import { stepLabel, stepNote, stepTime, stepTone, stepWay } from '../exchange/step-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { classNames } from '../ui/class-names.ts';
import { FaultPills } from '../ui/fault-pills.tsx';
import { UnitText } from '../ui/unit-text.tsx';
import { isNoteCut, noteLines } from './note-lines.ts';

const words = texts.trace.sequence;
/** Between the parts of a note. */
const parts = ' · ';

interface SequenceStepProps {
  readonly step: TraceStep;
  readonly top: number;
  /** Letters that fit into a line of its note; undefined where it has but one. */
  readonly room: number | undefined;
  readonly participants: readonly Participant[];
  /** When the exchange began; what explains it may be from before. µs. */
  readonly began: number;
  /** µs without a packet before it, where these are folded. */
  readonly silence: number | undefined;
  /** It has the keyboard. */
  readonly isCurrent: boolean;
  readonly onCurrent: () => void;
}

/** A packet as an arrow between two lanes, or what happened at one of them. */
export function SequenceStep(props: SequenceStepProps) {
  const { step, top, room, participants, began, silence, isCurrent, onCurrent } = props;
  const source = useApp((state) => state.selection.source);
  const packet = source === undefined ? undefined : placeOfStep(step, source);
  const isOpen = useApp((state) => isSamePlace(state.trace.packet, packet));
  const open = useApp((state) => state.openTracePacket);
  const place = {
    '--from': Math.min(step.from, step.to),
    '--span': Math.abs(step.from - step.to),
  };
  const hasLines = room !== undefined && noteLines(stepNote(step), room) > 1;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    // The packet takes a part of the pane: what it is of stays in sight.
    const frame = requestAnimationFrame(() => item.current?.scrollIntoView({ block: 'nearest' }));
    return () => cancelAnimationFrame(frame);
  }, [isOpen]);
  return (
    <li ref={item} className={classNames('seq', hasLines && 'seq-high')} style={{ top }}>
      <button
        type="button"
        className={classNames(
          'seq-button',
          `seq-${stepTone(step)}`,
          step.isContext && 'seq-context',
          isOpen && 'seq-open',
        )}
        style={place}
        tabIndex={isCurrent ? 0 : -1}
        aria-expanded={packet === undefined ? undefined : isOpen}
        title={step.isContext ? words.context : undefined}
        onFocus={onCurrent}
        onClick={() => packet !== undefined && open(isOpen ? undefined : packet)}
      >
        <span className="seq-time tabular" title={stepTime(step)}>
          <UnitText text={elapsed(step.time - began)} />
        </span>
        {/* What the arrow shows by its place, within the name of the button. */}
        {silence === undefined ? undefined : (
          <span className="visually-hidden">{`, ${words.foldedBefore(duration(silence))}`}</span>
        )}
        <span className="visually-hidden">{`${stepWay(step, participants)}, `}</span>
        {step.from === step.to ? <Happening step={step} room={room} /> : <Arrow step={step} room={room} />}
        {step.isContext ? <span className="visually-hidden">{`, ${words.isContext}`}</span> : undefined}
      </button>
    </li>
  );
}

type StepParts = Pick<SequenceStepProps, 'step' | 'room'>;

function Arrow({ step, room }: StepParts) {
  const isBack = step.from > step.to;
  return (
    <span className="seq-arrow">
      <span className="seq-label ellipsis">
        {stepLabel(step)}
        <Marks step={step} />
      </span>
      <span className={classNames('seq-line', isBack && 'seq-back', step.kind !== 'packet' && 'seq-dashed')}>
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <line x1="0" y1="1" x2="100" y2="7" vectorEffect="non-scaling-stroke" />
        </svg>
        <span className="seq-head" />
      </span>
      <Note step={step} room={room} />
    </span>
  );
}

function Happening({ step, room }: StepParts) {
  return (
    <span className="seq-happening">
      <span className="seq-label ellipsis">
        {stepLabel(step)}
        <Marks step={step} />
      </span>
      <Note step={step} room={room} />
    </span>
  );
}

function Note({ step, room }: StepParts) {
  const note = stepNote(step);
  return (
    <span className={classNames('seq-note', noteClass(step, note, room))} title={note}>
      <bdi dir="ltr">{note.split(parts).map(isolatedLevels).join(parts)}</bdi>
    </span>
  );
}

/** A topic is cut at its start: topics differ in what they end with. */
function noteClass({ packet }: TraceStep, note: string, room: number | undefined): string {
  const isTopic = packet === 'publish';
  const isOneLine = room === undefined || noteLines(note, room) === 1;
  if (isOneLine) return isTopic ? 'ellipsis seq-note-topic' : 'ellipsis';
  if (!isTopic) return 'seq-note-lines';
  return isNoteCut(note, room) ? 'seq-note-end' : 'seq-note-letters';
}

/** That it is not known but inferred, and what faults did with it. */
function Marks({ step: { certainty, faults } }: { readonly step: TraceStep }) {
  return (
    <>
      {certainty === 'known' ? undefined : (
        <span
          className="seq-certainty"
          title={certainty === 'inferred' ? words.inferredHint : words.ambiguousHint}
        >
          {words[certainty]}
        </span>
      )}
      <FaultPills faults={faults} name={words.fault} />
    </>
  );
}
