import { useRef } from 'react';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import { texts } from '../texts/en.ts';
import type { SequenceLayout } from './sequence-layout.ts';
import { SequenceStep } from './sequence-step.tsx';
import { useStepKeys } from './use-step-keys.ts';

interface StepsProps {
  readonly detail: TraceDetail;
  /** Those of its steps that show. */
  readonly steps: TraceDetail['steps'];
  readonly layout: SequenceLayout;
  /** Letters that fit into a line of the note of each step; undefined where a note has but one. */
  readonly rooms: readonly number[] | undefined;
  /** The id of what is said of the exchange as a whole. */
  readonly title: string;
}

/** The steps over their lanes; to who hears it, a list in order of time. */
export function SequenceSteps({ detail, steps, layout, rooms, title }: StepsProps) {
  const list = useRef<HTMLOListElement>(null);
  const { current, press, setCurrent } = useStepKeys(list, steps);
  const silences = new Map(layout.folds.map(({ before, gap }) => [before, gap]));
  return (
    <ol
      ref={list}
      className="sequence-steps"
      aria-label={texts.trace.sequence.label}
      aria-describedby={layout.box === undefined ? undefined : title}
      onKeyDown={press}
    >
      {steps.map((step, index) => (
        <SequenceStep
          // biome-ignore lint/suspicious/noArrayIndexKey: steps only come after the others
          key={index}
          step={step}
          top={layout.tops[index] ?? 0}
          room={rooms?.[index]}
          participants={detail.participants}
          began={detail.exchange.time}
          silence={silences.get(index)}
          isCurrent={index === current}
          onCurrent={() => setCurrent(index)}
        />
      ))}
    </ol>
  );
}
