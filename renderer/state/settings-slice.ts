import type { Settings } from '../../app/contract/areas/settings.ts';
import { defaultSettings } from '../../app/contract/areas/settings.ts';
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
  /** Applies at once; what the engine stored is what its feed says next. */
  readonly changeSettings: (change: Partial<Settings>) => Promise<void>;
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
      set({ settings: { ...before, ...change } });
      const answer = await client.call('settings.save', { change });
      if (!answer.ok) set({ settings: before });
      get().tellFailure(answer);
    },
  };
}
