import type { Transport } from '../../app/contract/areas/profiles.ts';
import { usualPorts } from '../state/broker-url.ts';
import { texts } from '../texts/en.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FormSection } from './form-section.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;
const transports: readonly Transport[] = ['tcp', 'tls', 'ws', 'wss'];

/** Where the broker is. */
export function AddressFields({ draft }: { readonly draft: ProfileDraft }) {
  const { profile, problems, change } = draft;
  const { transport, port } = profile;
  const isWeb = transport === 'ws' || transport === 'wss';
  const chooseTransport = (next: Transport): void =>
    // A port that the user has chosen stays.
    change({ transport: next, port: port === usualPorts[transport] ? usualPorts[next] : port });
  return (
    <FormSection title={words.address}>
      <UrlField draft={draft} />
      <div className="span-3">
        <Select
          label={words.transport}
          value={transport}
          options={transports.map((value) => ({ value, text: words.transports[value] }))}
          onChange={chooseTransport}
        />
      </div>
      <TextField
        className={isWeb ? 'span-4' : 'span-7'}
        label={words.host}
        mono
        value={profile.host}
        problem={problems.host}
        onChange={(host) => change({ host })}
      />
      <div className="span-2">
        <NumberField
          key={transport}
          label={words.port}
          value={port}
          min={1}
          isRequired
          max={65_535}
          problemText={texts.connect.problems.number}
          onChange={(next) => next !== undefined && change({ port: next })}
        />
      </div>
      {isWeb ? (
        <TextField
          className="span-3"
          label={words.path}
          mono
          placeholder="/mqtt"
          value={profile.path}
          problem={problems.path}
          onChange={(path) => change({ path })}
        />
      ) : undefined}
      <TextField
        className="span-6"
        label={words.name}
        value={profile.name}
        placeholder={profile.host === '' ? words.namePlaceholder : profile.host}
        maxLength={100}
        problem={problems.name}
        onChange={(name) => change({ name })}
      />
    </FormSection>
  );
}

/** An address in one piece, for the fields below. */
function UrlField({ draft }: { readonly draft: ProfileDraft }) {
  return (
    <TextField
      label={words.url}
      mono
      autoFocus={draft.profile.host === ''}
      placeholder={words.urlPlaceholder}
      hint={words.urlHint}
      problem={draft.problems.url}
      value={draft.url}
      onChange={draft.typeUrl}
      onBlur={draft.leaveUrl}
    />
  );
}
