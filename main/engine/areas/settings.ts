import path from 'node:path';
import { failure, success } from '../../../app/contract/answer.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import { messageOf } from '../../files/json-file.ts';
import type { SettingsStore } from '../settings-store.ts';
import { valueFeed } from '../value-feed.ts';

export function settingsCallHandlers(store: SettingsStore): Pick<CallHandlers, 'settings.save'> {
  return {
    'settings.save': async ({ change }) => {
      const { dataFolder = '' } = change;
      if (dataFolder !== '' && !path.isAbsolute(dataFolder)) return halfPath(dataFolder);
      try {
        await store.save(change);
        return success({});
      } catch (error) {
        return failure(
          'failed',
          `The settings are in force but could not be written: ${messageOf(error)}`,
          'Make room or give the app the right to write there, then change the setting again.',
        );
      }
    },
  };
}

/** It would be another folder wherever the app is started from. */
function halfPath(folder: string) {
  return failure(
    'invalid',
    `${folder} is no whole path of a folder.`,
    `Type all of it, as in ${path.resolve(folder)}`,
  );
}

export function settingsFeedHandlers(
  store: SettingsStore,
  defaultDataFolder: string,
): Pick<FeedHandlers, 'settings'> {
  const read = () => ({
    settings: store.settings,
    defaultDataFolder,
    problem: store.problem,
  });
  return {
    settings: (_params, changed) => valueFeed(read, (listener) => store.onChange(listener), changed),
  };
}
