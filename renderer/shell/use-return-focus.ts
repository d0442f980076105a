import { useLayoutEffect, useRef } from 'react';
import { useAppNow } from '../state/use-app.tsx';

/**
 * Gives the keyboard back to who had it before a dialog was opened, be it one after the other, unless what was done there
 * has brought it elsewhere.
 */
export function useReturnFocus(isOpen: boolean): void {
  const now = useAppNow();
  const before = useRef<Element>(undefined);
  // The dialog takes the keyboard in an effect, which is later.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    before.current ??= document.activeElement ?? undefined;
    return () => {
      // Once the dialog is gone, and no longer keeps the keyboard.
      setTimeout(() => {
        if (now().dialog !== undefined) return;
        const element = before.current;
        before.current = undefined;
        if (document.activeElement === document.body && element instanceof HTMLElement) element.focus();
      });
    };
  }, [isOpen, now]);
}
