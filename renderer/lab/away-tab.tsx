import type { ReactNode } from 'react';
import { useRef } from 'react';
import type { LabAction } from '../../app/contract/areas/lab.ts';
import { longestSleep } from '../../app/contract/areas/lab.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { focusWrongNumber } from '../ui/wrong-number.ts';
import {
  dieExpectation,
  resumeExpectation,
  sleepExpectation,
  takeOverExpectation,
  withWillExpectation,
} from './expectations.ts';
import { Expected } from './expected.tsx';
import { useLabCall } from './use-lab-call.ts';
import { useLabDraft } from './use-lab-draft.ts';
import { useTerms } from './use-terms.ts';

const words = texts.lab;

/** How a client goes and how it comes back. */
export function AwayTab({ profile }: { readonly profile: Profile }) {
  const act = useApp((state) => state.actInLab);
  const isUp = useApp((state) => state.connection?.state.kind === 'connected');
  const { error, run } = useLabCall();
  const start = (action: LabAction): void => run(act(profile.id, action));
  const is5 = profile.protocolVersion === 5;
  const terms = useTerms(profile);
  return (
    <div className="lab-body">
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <Row
        name={words.die.name}
        isOff={!isUp}
        onRun={() => start({ do: 'die' })}
        expected={dieExpectation(terms)}
      />
      <Row
        name={words.withWill.name}
        isOff={!isUp || !is5}
        onRun={() => start({ do: 'disconnect-with-will' })}
        expected={is5 ? withWillExpectation(terms) : words.withWill.only5}
      />
      <SleepRow profile={profile} isUp={isUp} onStart={start} />
      <ResumeRow profile={profile} isUp={isUp} onStart={start} />
      <Row
        name={words.takeOver.name}
        isOff={!isUp}
        onRun={() => start({ do: 'take-over' })}
        expected={takeOverExpectation(terms)}
      />
    </div>
  );
}

interface WayProps {
  readonly profile: Profile;
  readonly isUp: boolean;
  readonly onStart: (action: LabAction) => void;
}

function SleepRow({ profile, isUp, onStart }: WayProps) {
  const [{ seconds, by }, change] = useLabDraft(profile.id);
  return (
    <Row
      name={words.sleep.name}
      isOff={!isUp || seconds === undefined}
      onRun={() => seconds !== undefined && onStart({ do: 'sleep', seconds, by })}
      expected={sleepExpectation(useTerms(profile), by, seconds ?? 0)}
    >
      <NumberField
        label={words.sleep.seconds}
        hideLabel
        unit="s"
        value={seconds}
        min={1}
        max={longestSleep}
        onChange={(typed) => change({ seconds: typed })}
        problemText={words.gate.delayProblem}
      />
      <Segmented
        label={words.sleep.by}
        value={by}
        options={[
          { value: 'death', text: words.sleep.death },
          { value: 'disconnect', text: words.sleep.disconnect },
        ]}
        onChange={(chosen) => change({ by: chosen })}
      />
    </Row>
  );
}

function ResumeRow({ profile, isUp, onStart }: WayProps) {
  const [{ isClean }, change] = useLabDraft(profile.id);
  return (
    <Row
      name={words.resume.name}
      isOff={false}
      onRun={() => onStart({ do: 'resume', cleanStart: isClean })}
      expected={resumeExpectation(useTerms(profile), isClean, isUp)}
    >
      <Segmented
        label={words.resume.name}
        value={isClean ? 'clean' : 'kept'}
        options={[
          { value: 'kept', text: words.resume.kept },
          { value: 'clean', text: words.resume.clean },
        ]}
        onChange={(value) => change({ isClean: value === 'clean' })}
      />
    </Row>
  );
}

interface RowProps {
  readonly name: string;
  readonly isOff: boolean;
  readonly onRun: () => void;
  readonly expected: string;
  readonly children?: ReactNode;
}

function Row({ name, isOff, onRun, expected, children }: RowProps) {
  const row = useRef<HTMLDivElement>(null);
  const press = (): void => {
    if (!focusWrongNumber(row.current)) onRun();
  };
  return (
    <div ref={row} className="lab-row">
      <div className="lab-do">
        <Button disabled={isOff} onClick={press}>
          {name}
        </Button>
        {children}
      </div>
      <Expected text={expected} />
    </div>
  );
}
