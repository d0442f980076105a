import path from 'node:path';
import { failure, success } from '../../../app/contract/answer.ts';
import type { SettingsChange } from '../../../app/contract/areas/settings.ts';
import { mostMutes } from '../../../app/contract/areas/settings.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import { refusalOf } from '../../files/system-reason.ts';
import type { SettingsStore } from '../settings-store.ts';
import { valueFeed } from '../value-feed.ts';

type SettingsCall = 'settings.save' | 'settings.mute' | 'settings.unmute';

export function settingsCallHandlers(store: SettingsStore): Pick<CallHandlers, SettingsCall> {
  return {
    'settings.save': async ({ change }) => {
      const { dataFolder = '' } = change;
      if (dataFolder !== '' && !path.isAbsolute(dataFolder)) return halfPath(dataFolder);
      return save(store, change);
    },
    'settings.mute': async ({ rule }) => addMute(store, rule),
    'settings.unmute': ({ rule }) => save(store, { findingMutes: othersThan(store, rule) }),
  };
}

/** Beside the rules that there are. */
export async function addMute(store: SettingsStore, rule: MuteRule) {
  const findingMutes = [...othersThan(store, rule), rule];
  return findingMutes.length > mostMutes ? tooManyMutes : save(store, { findingMutes });
}

function othersThan(store: SettingsStore, rule: MuteRule): MuteRule[] {
  return store.settings.findingMutes.filter((one) => !isSame(one, rule));
}

const tooManyMutes = failure(
  'busy',
  'There is no room for another mute rule.',
  'Take one away in the settings.',
);

function isSame(one: MuteRule, other: MuteRule): boolean {
  return one.kind === other.kind && one.client === other.client && one.topicFilter === other.topicFilter;
}

async function save(store: SettingsStore, change: SettingsChange) {
  try {
    await store.save(change);
    return success({});
  } catch (error) {
    return failure(
      'failed',
      `The settings are in force but could not be written: ${refusalOf(error)}.`,
      'Make room or give the app the right to write there, then change the setting again.',
    );
  }
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
