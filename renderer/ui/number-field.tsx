import type { ReactNode } from 'react';
import { useState } from 'react';
import { wholeNumber } from '../../app/base/whole-number.ts';
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
  /** Nothing at all is no answer either. */
  readonly isRequired?: boolean;
}

/**
 * A whole number within bounds. What is typed stays as typed; only a valid number is told, so that whoever saves what it
 * was told asks `focusWrongNumber` first.
 */
export function NumberField({
  value,
  min,
  max,
  onChange,
  problemText,
  unit,
  isRequired = false,
  ...rest
}: NumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (value === undefined ? '' : String(value));
  const isValid = rest.disabled || (text === '' ? !isRequired : wholeNumber(text, min, max) !== undefined);

  const change = (next: string): void => {
    setTyped(next);
    const number = wholeNumber(next, min, max);
    if (next === '' || number !== undefined) onChange(number);
  };
  return (
    <TextField
      {...rest}
      inputMode="numeric"
      data-number=""
      value={text}
      onChange={change}
      onBlur={() => isValid && setTyped(undefined)}
      problem={isValid ? undefined : problemText(min, max)}
      after={unit === undefined ? undefined : <span className="field-hint">{unit}</span>}
    />
  );
}
