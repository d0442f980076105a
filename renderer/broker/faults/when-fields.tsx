import type { FaultRule, FaultWhen } from '../../../app/contract/areas/broker/fault.ts';
import { texts } from '../../texts/en.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { FaultSection } from './fault-section.tsx';
import { options } from './options.ts';

const words = texts.faults.editor;

const beginnings: { readonly [Of in FaultWhen['of']]: Extract<FaultWhen, { of: Of }> } = {
  always: { of: 'always' },
  every: { of: 'every', nth: 10 },
  chance: { of: 'chance', probability: 0.1 },
};

interface WhenFieldsProps {
  readonly rule: FaultRule;
  readonly onChange: (changed: Partial<FaultRule>) => void;
}

/** On how many of the packets that match a rule acts. */
export function WhenFields({ rule, onChange }: WhenFieldsProps) {
  const { when, times, seed } = rule;
  return (
    <FaultSection title={words.often}>
      <Select
        label={words.when}
        value={when.of}
        options={options(words.whens)}
        onChange={(of) => onChange({ when: beginnings[of] })}
      />
      {when.of === 'every' ? (
        <NumberField
          label={words.nth}
          value={when.nth}
          min={1}
          isRequired
          max={1_000_000}
          problemText={words.number}
          onChange={(nth) => nth !== undefined && onChange({ when: { ...when, nth } })}
        />
      ) : undefined}
      {when.of === 'chance' ? (
        <NumberField
          label={words.percent}
          unit={texts.faults.fields.percent}
          value={Math.round(when.probability * 100)}
          min={0}
          isRequired
          max={100}
          problemText={words.number}
          onChange={(percent) =>
            percent !== undefined && onChange({ when: { ...when, probability: percent / 100 } })
          }
        />
      ) : undefined}
      <NumberField
        label={words.times}
        value={times}
        min={1}
        max={1e9}
        problemText={words.number}
        onChange={(most) => onChange({ times: most })}
      />
      <NumberField
        label={words.seed}
        hint={words.seedHint}
        value={seed}
        min={0}
        isRequired
        max={0xffff_ffff}
        problemText={words.number}
        onChange={(next) => next !== undefined && onChange({ seed: next })}
      />
    </FaultSection>
  );
}
