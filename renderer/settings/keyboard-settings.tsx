import type { Command } from '../state/command.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Switch } from '../ui/checkbox.tsx';
import { SettingRow } from './setting-row.tsx';
import { ShortcutList } from './shortcut-list.tsx';

const words = texts.settings;

/** Single-key shortcuts, and every shortcut there is. */
export function KeyboardSettings({ commands }: { readonly commands: readonly Command[] }) {
  const singleKeys = useApp((state) => state.settings.singleKeys);
  const change = useApp((state) => state.changeSettings);
  return (
    <>
      <SettingRow name={words.singleKeys} hint={words.singleKeysHint}>
        <Switch
          label={<span className="visually-hidden">{words.singleKeys}</span>}
          checked={singleKeys}
          onChange={(isOn) => void change({ singleKeys: isOn })}
        />
      </SettingRow>
      <ShortcutList commands={commands} />
    </>
  );
}
