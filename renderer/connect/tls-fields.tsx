import type { Profile } from '../../app/contract/areas/profiles.ts';
import { texts } from '../texts/en.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FormSection } from './form-section.tsx';
import { SecretField } from './secret-field.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;

/** What is typed as it stands: a name, or where a file is. */
const typed = [
  { name: 'caFile', hint: words.caFileHint },
  { name: 'serverName', hint: words.serverNameHint },
  { name: 'certificateFile', hint: words.fileHint },
  { name: 'keyFile', hint: words.fileHint },
] as const;

/** Whom to trust, and how to prove who we are. */
export function TlsFields({ draft }: { readonly draft: ProfileDraft }) {
  const { profile, held, secrets } = draft;
  const { tls } = profile;
  const problems: { readonly [Name in keyof Profile['tls']]?: string } = draft.problems;
  const change = (changed: Partial<Profile['tls']>): void => draft.change({ tls: { ...tls, ...changed } });
  return (
    <FormSection title={words.tls}>
      <Checkbox label={words.verify} checked={tls.verify} onChange={(verify) => change({ verify })} />
      {tls.verify ? undefined : (
        <p className="form-warning" role="alert">
          {words.verifyOff}
        </p>
      )}
      {typed.map(({ name, hint }) => (
        <TextField
          key={name}
          className="span-6"
          label={words[name]}
          mono
          hint={hint}
          value={tls[name]}
          problem={problems[name]}
          onChange={(text) => change({ [name]: text })}
        />
      ))}
      <SecretField
        className="span-6"
        label={words.keyPassphrase}
        isSet={held.keyPassphrase}
        value={secrets.keyPassphrase}
        onChange={(keyPassphrase) => draft.changeSecrets({ keyPassphrase })}
      />
    </FormSection>
  );
}
