import type { Settings, SettingsChange } from '../../app/contract/areas/settings.ts';
import { changedSettings, defaultSettings } from '../../app/contract/areas/settings.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface SettingsSlice {
  readonly settings: Settings;
  /** False until the engine has said what is stored. */
  readonly settingsKnown: boolean;
  readonly defaultDataFolder: string;
  /** Why the stored settings could not be read. */
  readonly settingsProblem: string | undefined;
  readonly settingsChanged: (value: FeedValue<'settings'>) => void;
  /** Applies at once; what the engine stored is what its feed says next. Answers whether it is in force and stored. */
  readonly changeSettings: (change: SettingsChange) => Promise<boolean>;
}

export function settingsSlice({ client, set, get }: SliceTools<SettingsSlice & NoticesSlice>): SettingsSlice {
  return {
    settings: defaultSettings,
    settingsKnown: false,
    defaultDataFolder: '',
    settingsProblem: undefined,
    settingsChanged: ({ settings, defaultDataFolder, problem }) =>
      set({ settings, settingsKnown: true, defaultDataFolder, settingsProblem: problem }),
    changeSettings: async (change) => {
      const before = get().settings;
      set({ settings: changedSettings(before, change) });
      const answer = await client.call('settings.save', { change });
      // What could only not be written is in force all the same.
      if (!answer.ok && answer.error.code !== 'failed')
        set({ settings: takenBack(get().settings, before, change) });
      get().tellFailure(answer);
      return answer.ok;
    },
  };
}

/** The settings as they are, but for what was to change: another change may have been made meanwhile. */
function takenBack(now: Settings, before: Settings, change: SettingsChange): Settings {
  const undone = Object.fromEntries(Object.entries(before).filter(([name]) => name in change));
  return { ...now, ...undone };
}
