import type { Profile } from '../../app/contract/areas/profiles.ts';
import { texts } from '../texts/en.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FormSection } from './form-section.tsx';
import { SecretField } from './secret-field.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;

/** Whom to trust, and how to prove who we are. */
export function TlsFields({ draft }: { readonly draft: ProfileDraft }) {
  const { profile, problems, held, secrets } = draft;
  const { tls } = profile;
  const change = (changed: Partial<Profile['tls']>): void => draft.change({ tls: { ...tls, ...changed } });
  return (
    <FormSection title={words.tls}>
      <Checkbox label={words.verify} checked={tls.verify} onChange={(verify) => change({ verify })} />
      {tls.verify ? undefined : (
        <p className="form-warning" role="alert">
          {words.verifyOff}
        </p>
      )}
      <TextField
        className="span-6"
        label={words.caFile}
        mono
        hint={words.caFileHint}
        value={tls.caFile}
        onChange={(caFile) => change({ caFile })}
      />
      <TextField
        className="span-6"
        label={words.serverName}
        mono
        hint={words.serverNameHint}
        value={tls.serverName}
        onChange={(serverName) => change({ serverName })}
      />
      <TextField
        className="span-6"
        label={words.certificateFile}
        mono
        hint={words.fileHint}
        value={tls.certificateFile}
        problem={problems.certificateFile}
        onChange={(certificateFile) => change({ certificateFile })}
      />
      <TextField
        className="span-6"
        label={words.keyFile}
        mono
        hint={words.fileHint}
        value={tls.keyFile}
        problem={problems.keyFile}
        onChange={(keyFile) => change({ keyFile })}
      />
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
