import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import { settingsCallHandlers } from './areas/settings.ts';
import { SettingsStore } from './settings-store.ts';

async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-settings-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const store = await SettingsStore.open(folder);
  return { folder, store, calls: settingsCallHandlers(store) };
}

const context = { signal: new AbortController().signal };
const mute = (client: string) => ({ kind: 'resent' as const, client, topicFilter: '#' });

test('what two windows change at the same time is kept of both, over a restart', async () => {
  const { folder, calls } = await setup();
  await calls['settings.mute']({ rule: mute('old') }, context);

  await Promise.all([
    calls['settings.mute']({ rule: mute('one') }, context),
    calls['settings.mute']({ rule: mute('two') }, context),
    calls['settings.unmute']({ rule: mute('old') }, context),
    calls['settings.save']({ change: { findingThresholds: { lateSeconds: 5 } } }, context),
    calls['settings.save']({ change: { findingThresholds: { takeovers: 4 } } }, context),
  ]);

  const { settings } = await SettingsStore.open(folder);
  expect(settings.findingMutes).toEqual([mute('one'), mute('two')]);
  expect(settings.findingThresholds).toEqual({ ...defaultThresholds, lateSeconds: 5, takeovers: 4 });
});

test('a rule that is there is not there twice, and there is an end of rules', async () => {
  const { store, calls } = await setup();
  const findingMutes = Array.from({ length: 200 }, (_, number) => mute(`c${number}`));
  await store.save({ findingMutes });

  const again = await calls['settings.mute']({ rule: mute('c7') }, context);
  const more = await calls['settings.mute']({ rule: mute('another') }, context);

  expect([again.ok, more.ok ? 'muted' : more.error.code]).toEqual([true, 'busy']);
  expect(store.settings.findingMutes).toHaveLength(200);
});
