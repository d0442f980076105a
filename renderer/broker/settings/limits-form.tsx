import { RotateCcw } from 'lucide-react';
import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import { brokerLimits, defaultLimits } from '../../../app/contract/areas/broker/limits.ts';
import { texts } from '../../texts/en.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { KeepState } from './keep-state.tsx';
import { SettingLine } from './setting-line.tsx';

const words = texts.brokerSettings;
const keys = brokerLimits.keyof().options;

interface LimitsFormProps {
  readonly draft: BrokerBehaviour;
  readonly onChange: (draft: BrokerBehaviour) => void;
}

/** The bounds of the whole broker, and what it says of itself. */
export function LimitsForm({ draft, onChange }: LimitsFormProps) {
  const { limits, sys } = draft;
  return (
    <>
      <KeepState />
      <section className="broker-settings-group" aria-label={words.sys}>
        <h3>{words.sys}</h3>
        <SettingLine {...words.sysInterval} isSet={sys.interval !== 10}>
          <NumberField
            label={words.sysInterval.name}
            hideLabel
            value={sys.interval}
            min={0}
            max={86_400}
            unit={words.units.seconds}
            problemText={words.outOfBounds}
            onChange={(interval) => onChange({ ...draft, sys: { interval: interval ?? 10 } })}
          />
        </SettingLine>
      </section>
      <section className="broker-settings-group" aria-label={words.limitsTitle}>
        <h3>{words.limitsTitle}</h3>
        {keys.map((key) => (
          <LimitRow
            key={key}
            field={key}
            value={limits[key]}
            onChange={(value) => onChange({ ...draft, limits: { ...limits, [key]: value } })}
          />
        ))}
      </section>
    </>
  );
}

interface LimitRowProps {
  readonly field: keyof BrokerLimits;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function LimitRow({ field, value, onChange }: LimitRowProps) {
  const { name } = words.limits[field];
  const standard = defaultLimits[field];
  const { minValue, maxValue } = brokerLimits.shape[field].unwrap();
  const isSet = value !== standard;
  const reset = (
    <IconButton name={words.reset(name)} disabled={!isSet} onClick={() => onChange(standard)}>
      <RotateCcw aria-hidden="true" />
    </IconButton>
  );
  return (
    <SettingLine {...words.limits[field]} isSet={isSet} action={reset}>
      <NumberField
        key={String(isSet)}
        label={name}
        hideLabel
        value={isSet ? value : undefined}
        placeholder={String(standard)}
        min={minValue ?? 1}
        max={maxValue ?? Number.MAX_SAFE_INTEGER}
        problemText={words.outOfBounds}
        onChange={(next) => onChange(next ?? standard)}
      />
    </SettingLine>
  );
}
