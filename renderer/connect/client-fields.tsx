import { texts } from '../texts/en.ts';
import { TextField } from '../ui/text-field.tsx';
import { FormSection } from './form-section.tsx';
import { SecretField } from './secret-field.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';
import { VersionChoice } from './version-choice.tsx';

const words = texts.connect.form;

/** Who connects. */
export function ClientFields({ draft }: { readonly draft: ProfileDraft }) {
  const { profile, problems, secrets, held, change } = draft;
  return (
    <FormSection title={words.client}>
      <div className="span-4">
        <VersionChoice
          value={profile.protocolVersion}
          onChange={(protocolVersion) => change({ protocolVersion })}
        />
      </div>
      <TextField
        className="span-8"
        label={words.clientId}
        mono
        hint={words.clientIdHint}
        value={profile.clientId}
        problem={problems.clientId}
        onChange={(clientId) => change({ clientId })}
      />
      <TextField
        className="span-6"
        label={words.username}
        autoComplete="off"
        value={profile.username ?? ''}
        onChange={(username) => change({ username: username === '' ? undefined : username })}
      />
      <SecretField
        className="span-6"
        label={words.password}
        isSet={held.password}
        value={secrets.password}
        problem={problems.password}
        onChange={(password) => draft.changeSecrets({ password })}
      />
    </FormSection>
  );
}
