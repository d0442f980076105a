import { Check } from 'lucide-react';
import { Checkbox as Radix, Switch as RadixSwitch } from 'radix-ui';
import type { ReactNode } from 'react';
import { useId } from 'react';
import './field.css';

interface CheckProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** Yes or no as part of a form. */
export function Checkbox({ label, checked, onChange, disabled, hint }: CheckProps) {
  const id = useId();
  return (
    <span className="check">
      <Radix.Root
        id={id}
        className="check-box"
        checked={checked}
        disabled={disabled === true}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onCheckedChange={(next) => onChange(next === true)}
      >
        <Radix.Indicator asChild>
          <Check aria-hidden="true" />
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? undefined : (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
    </span>
  );
}

/** Yes or no that takes effect at once. */
export function Switch({ label, checked, onChange, disabled }: CheckProps) {
  const id = useId();
  return (
    <span className="check">
      <RadixSwitch.Root
        id={id}
        className="switch"
        checked={checked}
        disabled={disabled === true}
        onCheckedChange={onChange}
      >
        <RadixSwitch.Thumb className="switch-thumb" />
      </RadixSwitch.Root>
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
