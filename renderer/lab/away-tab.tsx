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
        label={words.die.name}
        name="die"
        profile={profile}
        isOff={!isUp}
        onRun={() => start({ do: 'die' })}
        expected={dieExpectation(terms)}
      />
      <Row
        label={words.withWill.name}
        name="disconnect-with-will"
        profile={profile}
        isOff={!isUp || !is5}
        onRun={() => start({ do: 'disconnect-with-will' })}
        expected={is5 ? withWillExpectation(terms) : words.withWill.only5}
      />
      <SleepRow profile={profile} isUp={isUp} onStart={start} />
      <ResumeRow profile={profile} isUp={isUp} onStart={start} />
      <Row
        label={words.takeOver.name}
        name="take-over"
        profile={profile}
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
      label={words.sleep.name}
      name="sleep"
      profile={profile}
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
      label={words.resume.name}
      name="resume"
      profile={profile}
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
  readonly label: string;
  readonly name: LabAction['do'];
  readonly profile: Profile;
  readonly isOff: boolean;
  readonly onRun: () => void;
  readonly expected: string;
  readonly children?: ReactNode;
}

function Row({ label, name, profile, isOff, onRun, expected, children }: RowProps) {
  const row = useRef<HTMLDivElement>(null);
  const press = (): void => {
    if (!focusWrongNumber(row.current)) onRun();
  };
  return (
    <div ref={row} className="lab-row">
      <div className="lab-do">
        <Button disabled={isOff} onClick={press}>
          {label}
        </Button>
        {children}
      </div>
      <Expected text={expected} profile={profile} name={name} />
    </div>
  );
}
