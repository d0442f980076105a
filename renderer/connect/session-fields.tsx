import { texts } from '../texts/en.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { FormSection } from './form-section.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;
const { number } = texts.connect.problems;

/** What the broker keeps of this client, and for how long. */
export function SessionFields({ draft }: { readonly draft: ProfileDraft }) {
  const { profile, change } = draft;
  const is5 = profile.protocolVersion === 5;
  return (
    <FormSection title={words.session}>
      <Checkbox
        label={is5 ? words.cleanStart : words.cleanSession}
        checked={profile.cleanStart}
        onChange={(cleanStart) => change({ cleanStart })}
      />
      <div className="span-4">
        <NumberField
          label={words.keepAlive}
          unit={words.seconds}
          hint={words.keepAliveHint}
          value={profile.keepAlive}
          min={0}
          isRequired
          max={65_535}
          problemText={number}
          onChange={(keepAlive) => keepAlive !== undefined && change({ keepAlive })}
        />
      </div>
      <div className="span-4">
        <NumberField
          label={words.sessionExpiry}
          unit={words.seconds}
          hint={is5 ? undefined : words.only5}
          disabled={!is5}
          value={profile.sessionExpiry}
          min={0}
          isRequired
          max={0xffff_ffff}
          problemText={number}
          onChange={(sessionExpiry) => sessionExpiry !== undefined && change({ sessionExpiry })}
        />
      </div>
      <div className="span-4">
        <NumberField
          label={words.receiveMaximum}
          hint={is5 ? words.receiveMaximumHint : words.only5}
          disabled={!is5}
          value={profile.receiveMaximum}
          min={1}
          max={65_535}
          problemText={number}
          onChange={(receiveMaximum) => change({ receiveMaximum })}
        />
      </div>
    </FormSection>
  );
}
