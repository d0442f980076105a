import type { AppState } from '../state/app-state.ts';
import { allCommands } from './all-commands.ts';

/** Runs a command by its id, as the native menu does; a dialog keeps the window to itself. */
export function runCommand(id: string, state: AppState): void {
  if (state.dialog !== undefined) return;
  const command = allCommands.find((each) => each.id === id);
  if (command !== undefined && (command.isEnabled?.(state) ?? true)) command.run(state);
}
