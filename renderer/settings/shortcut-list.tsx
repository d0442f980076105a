import type { Command } from '../state/command.ts';
import { texts } from '../texts/en.ts';
import { Shortcut } from '../ui/shortcut.tsx';

/** Every command that has a shortcut. */
export function ShortcutList({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <ul className="shortcut-list" aria-label={texts.settings.shortcuts}>
      {commands.map(({ id, title, shortcut }) =>
        shortcut === undefined ? undefined : (
          <li key={id}>
            <span>{title}</span>
            <Shortcut keys={shortcut} />
          </li>
        ),
      )}
    </ul>
  );
}
