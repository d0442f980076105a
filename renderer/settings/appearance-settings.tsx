import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Segmented } from '../ui/segmented.tsx';
import { SettingRow } from './setting-row.tsx';

const words = texts.settings;
const themes = (['system', 'dark', 'light'] as const).map((value) => ({ value, text: words.themes[value] }));
const densities = (['compact', 'comfortable'] as const).map((value) => ({
  value,
  text: words.densities[value],
}));

/** Theme and density. */
export function AppearanceSettings() {
  const theme = useApp((state) => state.settings.theme);
  const density = useApp((state) => state.settings.density);
  const change = useApp((state) => state.changeSettings);
  return (
    <>
      <SettingRow name={words.theme}>
        <Segmented
          label={words.theme}
          value={theme}
          options={themes}
          onChange={(chosen) => void change({ theme: chosen })}
        />
      </SettingRow>
      <SettingRow name={words.density}>
        <Segmented
          label={words.density}
          value={density}
          options={densities}
          onChange={(chosen) => void change({ density: chosen })}
        />
      </SettingRow>
    </>
  );
}
