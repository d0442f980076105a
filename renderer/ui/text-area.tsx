import type { TextareaHTMLAttributes } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import './field.css';
import './text-area.css';

interface TextAreaProps
  extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value' | 'className'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | undefined;
  readonly hint?: string;
  readonly mono?: boolean;
}

/** Some lines of text with their label and what is wrong with them. */
export function TextArea({ label, value, onChange, problem, hint, mono, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <textarea
        spellCheck={false}
        {...rest}
        id={id}
        className={classNames('text-area', mono && 'mono')}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined && hint === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem === undefined && hint === undefined ? undefined : (
        <span id={`${id}-note`} className={problem === undefined ? 'field-hint' : 'field-problem'}>
          {problem ?? hint}
        </span>
      )}
    </div>
  );
}
