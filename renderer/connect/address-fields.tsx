import { useState } from 'react';
import type { Transport } from '../../app/contract/areas/profiles.ts';
import { parseBrokerUrl, usualPorts } from '../state/broker-url.ts';
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

/** A URL that is taken apart as soon as it is one; its password does not stay in the field. */
function UrlField({ draft }: { readonly draft: ProfileDraft }) {
  const [url, setUrl] = useState('');
  const type = (typed: string): void => {
    const isWhole = /^[a-z]+:\/\/.+/i.test(typed) && draft.fillFrom(typed);
    setUrl(isWhole ? typed.replace(/^([a-z]+:\/\/[^:@/]*):[^@/]*@/i, '$1@') : typed);
  };
  // An empty field is fine, the fields below say the same; so is a URL that has filled them in.
  const parsed = parseBrokerUrl(url);
  const isWrong = url !== '' && !parsed.ok && draft.problems.host !== undefined;
  return (
    <TextField
      label={words.url}
      mono
      autoFocus={draft.profile.host === ''}
      placeholder={words.urlPlaceholder}
      hint={words.urlHint}
      problem={isWrong ? texts.connect.urlProblem[parsed.problem] : undefined}
      value={url}
      onChange={type}
    />
  );
}
