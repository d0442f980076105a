import { Tooltip as Radix } from 'radix-ui';
import type { FocusEvent, ReactElement } from 'react';
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
    <Radix.Root disableHoverableContent>
      <Radix.Trigger asChild onFocus={stayClosed}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" sideOffset={4} collisionPadding={8}>
          {text}
          {shortcut === undefined ? undefined : <Shortcut keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Focus that no other control had before is given back, by a menu or a dialog that closes: nobody asks for a word. */
function stayClosed(event: FocusEvent): void {
  if (event.relatedTarget === null) event.preventDefault();
}

export const TooltipProvider = Radix.Provider;
