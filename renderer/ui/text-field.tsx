import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import './field.css';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  /** The label is read but not shown: for a toolbar. */
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with the text as it stands; announced. */
  readonly problem?: string | undefined;
  /** The id of what says so elsewhere; without it, it stands below the field. */
  readonly problemId?: string;
  readonly hint?: ReactNode;
  readonly mono?: boolean;
  /** Before and after the text, inside the frame: icons, a count, a button. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label and what is wrong with it. */
export function TextField({
  label,
  hideLabel,
  value,
  onChange,
  problem,
  problemId,
  hint,
  mono,
  before,
  after,
  className,
  ...rest
}: TextFieldProps) {
  const id = useId();
  const described = [
    problem === undefined ? undefined : (problemId ?? `${id}-problem`),
    hint ? `${id}-hint` : undefined,
  ];
  return (
    <div className={classNames('field', className)}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : 'field-label'}>
        {label}
      </label>
      <div
        className={classNames('input', mono && 'input-mono')}
        data-invalid={problem === undefined ? undefined : ''}
      >
        {before}
        <input
          spellCheck={false}
          autoComplete="off"
          {...rest}
          id={id}
          value={value}
          aria-invalid={problem !== undefined}
          aria-describedby={described.filter((one) => one !== undefined).join(' ') || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {after}
      </div>
      {problem === undefined || problemId !== undefined ? undefined : (
        <span id={`${id}-problem`} className="field-problem" role="status">
          {problem}
        </span>
      )}
      {hint ? (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      ) : undefined}
    </div>
  );
}
