import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

const words = texts.connect.form;

interface SecretFieldProps {
  readonly label: string;
  readonly className?: string;
  /** The engine has one; what it is never comes back. */
  readonly isSet: boolean;
  /** Undefined keeps what is there; empty removes it. */
  readonly value: string | undefined;
  readonly problem?: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A secret that can be set, replaced and removed, and never read. */
export function SecretField({ label, className, isSet, value, problem, onChange }: SecretFieldProps) {
  const isKept = isSet && value === undefined;
  const isRemoved = isSet && value === '';
  return (
    <TextField
      {...(className === undefined ? {} : { className })}
      label={label}
      type="password"
      autoComplete="new-password"
      value={value ?? ''}
      placeholder={isKept ? words.passwordSet : isRemoved ? words.secretRemoved : ''}
      problem={problem}
      hint={words.secretHint}
      onChange={(typed) => onChange(typed === '' && isSet ? undefined : typed)}
      after={
        isKept ? (
          <Button kind="quiet" className="secret-remove" onClick={() => onChange('')}>
            {words.removeSecret}
          </Button>
        ) : undefined
      }
    />
  );
}
