import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';
import { Shortcut } from './shortcut.tsx';

interface TooltipProps {
  readonly text: string;
  /** A key combination to show beside the text: `Mod+K`. */
  readonly shortcut?: string | undefined;
  readonly children: ReactElement;
}

/** A word about the control under the pointer or the focus. Needs one {@link TooltipProvider} above. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" sideOffset={4} collisionPadding={8}>
          {text}
          {shortcut === undefined ? undefined : <Shortcut keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const TooltipProvider = Radix.Provider;
