import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does; shown as a tooltip and read as its name. */
  readonly name: string;
  readonly shortcut?: string | undefined;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon. */
export function IconButton({ name, shortcut, className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={name} shortcut={shortcut}>
      <Button kind="quiet" {...rest} aria-label={name} className={classNames('icon-button', className)}>
        {children}
      </Button>
    </Tooltip>
  );
}
