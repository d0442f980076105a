import type { Profile } from '../../app/contract/areas/profiles.ts';
import { texts } from '../texts/en.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FormSection } from './form-section.tsx';
import { QosChoice } from './qos-choice.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;
type Will = Exclude<Profile['will'], undefined>;

const emptyWill: Will = {
  topic: '',
  payload: new Uint8Array(),
  qos: 0,
  retain: false,
  delay: 0,
  properties: {},
};

/** What the broker says when this client is lost (clause 3.1.2.5). */
export function WillFields({ draft }: { readonly draft: ProfileDraft }) {
  const { will } = draft.profile;
  const change = (changed: Partial<Will>): void =>
    draft.change({ will: { ...(will ?? emptyWill), ...changed } });
  return (
    <FormSection title={words.will}>
      <Checkbox
        label={words.hasWill}
        checked={will !== undefined}
        onChange={(has) => draft.change({ will: has ? emptyWill : undefined })}
      />
      {will === undefined ? undefined : <WillContent draft={draft} will={will} change={change} />}
    </FormSection>
  );
}

interface WillContentProps {
  readonly draft: ProfileDraft;
  readonly will: Will;
  readonly change: (changed: Partial<Will>) => void;
}

function WillContent({ draft, will, change }: WillContentProps) {
  const is5 = draft.profile.protocolVersion === 5;
  const text = asText(will.payload);
  return (
    <>
      <TextField
        className="span-6"
        label={words.willTopic}
        mono
        value={will.topic}
        problem={draft.problems.willTopic}
        onChange={(topic) => change({ topic })}
      />
      <div className="span-3">
        <QosChoice label={words.qos} value={will.qos} onChange={(qos) => change({ qos })} />
      </div>
      <div className="span-3">
        <NumberField
          label={words.willDelay}
          unit={words.seconds}
          hint={is5 ? undefined : words.only5}
          disabled={!is5}
          value={will.delay}
          min={0}
          isRequired
          max={0xffff_ffff}
          problemText={texts.connect.problems.number}
          onChange={(delay) => delay !== undefined && change({ delay })}
        />
      </div>
      <TextArea
        label={words.willPayload}
        mono
        value={text ?? ''}
        {...(text === undefined ? { hint: words.willBinary(will.payload.length) } : {})}
        onChange={(typed) => change({ payload: new TextEncoder().encode(typed) })}
      />
      <Checkbox label={words.retain} checked={will.retain} onChange={(retain) => change({ retain })} />
    </>
  );
}

function asText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: it is shown as a count of bytes.
    return undefined;
  }
}
