import { RotateCcw } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { FindingThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import { defaultThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { ThresholdName } from './threshold-value.ts';
import { thresholdNames, thresholdValue } from './threshold-value.ts';

const words = texts.settings.thresholds;

/** From when on something is worth a finding, each number by its name. */
export function ThresholdList() {
  return (
    <details className="thresholds">
      <summary>{words.title}</summary>
      <p className="field-hint">{words.hint}</p>
      <div className="threshold-list">
        {thresholdNames.map((name) => (
          <Threshold key={name} name={name} />
        ))}
      </div>
    </details>
  );
}

/** Applied when the field is left, or by Enter: on the way to 20 there is a 2. */
function Threshold({ name }: { readonly name: ThresholdName }) {
  const stored = useApp((state) => state.settings.findingThresholds[name]);
  const change = useApp((state) => state.changeSettings);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? String(stored);
  const value = thresholdValue(name, text);
  const label = words.names[name];
  const set = (next: Partial<FindingThresholds>): void => void change({ findingThresholds: next });
  const apply = (): void => {
    if (value === undefined) return;
    setTyped(undefined);
    if (value !== stored) set({ [name]: value });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') apply();
    else if (event.key === 'Escape' && typed !== undefined) setTyped(undefined);
    else return;
    event.preventDefault();
  };
  const unit = words.units[name];
  return (
    <div className="threshold">
      <TextField
        label={label}
        mono={typeof stored === 'string'}
        inputMode={typeof stored === 'string' ? 'text' : 'decimal'}
        value={text}
        placeholder={defaultThresholds[name] === '' ? words.none : undefined}
        onChange={setTyped}
        onBlur={apply}
        onKeyDown={press}
        problem={value === undefined ? words.problem : undefined}
        after={unit === undefined ? undefined : <span className="field-hint">{unit}</span>}
      />
      <IconButton
        name={words.reset(label, String(defaultThresholds[name]))}
        disabled={stored === defaultThresholds[name]}
        onClick={() => {
          setTyped(undefined);
          set({ [name]: defaultThresholds[name] });
        }}
      >
        <RotateCcw aria-hidden="true" />
      </IconButton>
    </div>
  );
}
