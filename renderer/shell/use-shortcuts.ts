import { useEffect } from 'react';
import type { AppState } from '../state/app-state.ts';
import type { Command } from '../state/command.ts';
import { useAppNow } from '../state/use-app.tsx';
import { isMac } from '../ui/shortcut.tsx';
import type { KeyCombination } from '../ui/shortcut-keys.ts';
import { keysMatch, parseKeys } from '../ui/shortcut-keys.ts';
import { allCommands } from './all-commands.ts';

/** Runs commands by their shortcuts, wherever the keyboard is, unless somebody nearer has used the key. */
export function useShortcuts(): void {
  const now = useAppNow();
  useEffect(() => {
    const bound = allCommands.flatMap((command) =>
      command.shortcut === undefined ? [] : [{ command, keys: parseKeys(command.shortcut) }],
    );
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const state = now();
      const found = bound.find(
        ({ command, keys }) =>
          keysMatch(keys, event, isMac()) && mayRun(command, keys, state, isTyping(event.target)),
      );
      if (found === undefined) return;
      event.preventDefault();
      found.command.run(state);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [now]);
}

/** A dialog keeps the keyboard to itself; a single key is a letter where one types. */
function mayRun(command: Command, keys: KeyCombination, state: AppState, typing: boolean): boolean {
  if (state.dialog !== undefined) return false;
  const isSingle = !keys.mod && !keys.alt && keys.key.length === 1;
  if (isSingle && (typing || !state.settings.singleKeys)) return false;
  return command.isEnabled?.(state) ?? true;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))
  );
}
