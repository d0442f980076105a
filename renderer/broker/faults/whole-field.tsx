import { texts } from '../../texts/en.ts';
import { NumberField } from '../../ui/number-field.tsx';

interface WholeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly unit?: string;
  readonly onChange: (value: number) => void;
}

/** A number that cannot be left out. */
export function WholeField({ min = 0, onChange, ...rest }: WholeFieldProps) {
  const take = (value: number | undefined): void => {
    if (value !== undefined) onChange(value);
  };
  return (
    <NumberField {...rest} isRequired min={min} problemText={texts.faults.editor.number} onChange={take} />
  );
}
