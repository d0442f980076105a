import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { LabRun } from '../state/lab-draft.ts';
import { texts } from '../texts/en.ts';
import { Came } from './came.tsx';

interface ExpectedProps {
  readonly text: string;
  readonly profile: Profile;
  readonly name: LabRun['name'];
}

/** What should happen, said beforehand, and beneath it what came when it was done. */
export function Expected({ text, profile, name }: ExpectedProps) {
  return (
    <div className="lab-outcome">
      <p className="lab-expected">
        <span className="lab-expected-word">{texts.lab.expected}</span> {text}
      </p>
      <Came profile={profile} name={name} />
    </div>
  );
}
