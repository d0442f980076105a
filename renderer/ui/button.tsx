import type { ButtonHTMLAttributes, Ref } from 'react';
import './button.css';
import { classNames } from './class-names.ts';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` for the one thing a form is for, `danger` for what destroys, `quiet` for toolbars. */
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with a text; see {@link IconButton} for one without. */
export function Button({ kind = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={classNames('button', `button-${kind}`, className)} />;
}
