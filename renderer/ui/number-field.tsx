import type { ReactNode } from 'react';
import { useState } from 'react';
import { TextField } from './text-field.tsx';

interface NumberFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  /** Undefined: the field is empty. */
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number | undefined) => void;
  /** Says what is wrong with a text that is no whole number within the bounds. */
  readonly problemText: (min: number, max: number) => string;
  readonly unit?: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

/** A whole number within bounds. What is typed stays as typed; only a valid number is told. */
export function NumberField({ value, min, max, onChange, problemText, unit, ...rest }: NumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (value === undefined ? '' : String(value));
  const isValid = text === '' || isWithin(text, min, max);

  const change = (next: string): void => {
    setTyped(next);
    if (next === '') onChange(undefined);
    else if (isWithin(next, min, max)) onChange(Number(next));
  };
  return (
    <TextField
      {...rest}
      inputMode="numeric"
      value={text}
      onChange={change}
      onBlur={() => isValid && setTyped(undefined)}
      problem={isValid ? undefined : problemText(min, max)}
      after={unit === undefined ? undefined : <span className="field-hint">{unit}</span>}
    />
  );
}

function isWithin(text: string, min: number, max: number): boolean {
  return /^-?\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max;
}
