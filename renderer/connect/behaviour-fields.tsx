import { texts } from '../texts/en.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { FormSection } from './form-section.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;

/** What the app does with the connection. */
export function BehaviourFields({ draft }: { readonly draft: ProfileDraft }) {
  const { profile, change } = draft;
  return (
    <FormSection title={words.behaviour}>
      <Checkbox
        label={words.reconnect}
        checked={profile.reconnect}
        onChange={(reconnect) => change({ reconnect })}
      />
      <Checkbox label={words.noDelay} checked={profile.noDelay} onChange={(noDelay) => change({ noDelay })} />
      <Checkbox
        label={words.pushBack}
        hint={words.pushBackHint}
        checked={profile.pushBack === true}
        onChange={(pushBack) => change({ pushBack })}
      />
      <Checkbox
        label={words.production}
        checked={profile.production}
        onChange={(production) => change({ production })}
      />
    </FormSection>
  );
}
