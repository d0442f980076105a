import { duration } from '../../app/base/duration.ts';
import type { ConnectStep } from '../../app/contract/areas/connection.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';
import { StateDot } from '../ui/state-dot.tsx';
import { UnitText } from '../ui/unit-text.tsx';

const words = texts.connect.panel;
const dots = { running: 'busy', done: 'on', failed: 'failed' } as const;

/** Every step of reaching the broker with its time and its outcome; a failed one says what to do next. */
export function StepList({ steps }: { readonly steps: readonly ConnectStep[] }) {
  if (steps.length === 0) return <p className="field-hint">{words.noSteps}</p>;
  return (
    <ol className="steps" aria-label={words.stepsLabel}>
      {steps.map((step) => (
        <li key={`${step.step} ${step.startedAt}`} className={`step step-${step.outcome}`}>
          <StateDot state={dots[step.outcome]} name={words.outcome[step.outcome]} />
          <span className="step-name">{words.steps[step.step]}</span>
          <span className="step-detail">
            {step.detail}
            {step.advice === undefined ? undefined : (
              <span className="step-advice">
                <strong>{words.whatNext}</strong> {step.advice}
              </span>
            )}
          </span>
          <span className="step-time tabular" title={exactTime(step.startedAt)}>
            {step.tookMs === undefined ? undefined : <UnitText text={duration(step.tookMs * 1000)} />}
          </span>
        </li>
      ))}
    </ol>
  );
}
