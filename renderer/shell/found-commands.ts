import type { Command } from '../state/command.ts';
import { allCommands } from './all-commands.ts';
import { hasWords } from './has-words.ts';

/** The commands that what was typed fits: by what they are called first, then by what else they are known for. */
export function foundCommands(typed: string): readonly Command[] {
  const commands = allCommands.filter(({ id }) => id !== 'shell.palette');
  const named = commands.filter(({ group, title }) => hasWords(`${group} ${title}`, typed));
  const known = commands.filter(
    (command) =>
      !named.includes(command) &&
      hasWords(`${command.group} ${command.title} ${command.keywords ?? ''}`, typed),
  );
  return [...named, ...known];
}
