import { describe, expect, test } from 'vitest';
import type { Settings } from '../../app/contract/areas/settings.ts';
import { defaultThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import { settingsFromFile, settingsToFile } from './settings-file.ts';

const settings: Settings = {
  theme: 'light',
  density: 'compact',
  historyBudget: 1_000_000_000,
  dataFolder: '/home/ada/data',
  keepBrokerState: true,
  traces: false,
  findingMutes: [{ kind: 'resent', client: '*', topicFilter: 'plant/#' }],
  findingThresholds: { ...defaultThresholds, lateSeconds: 5 },
  singleKeys: false,
  showsComposer: false,
  panes: { explore: [70, 30] },
};

describe('settings as a file', () => {
  test('come back as they went, without the folder of this machine', () => {
    const { dataFolder: _, ...change } = settings;

    expect(settingsFromFile(settingsToFile(settings))).toEqual({ ok: true, change });
  });

  test.each(['', 'null', '[]', '{"kind":"other"}', '{"kind":"topicscope-settings"}'])(
    'are not in %j',
    (text) => {
      expect(settingsFromFile(text).ok).toBe(false);
    },
  );

  test('with a wrong value say which', () => {
    const imported = settingsFromFile('{"kind":"topicscope-settings","settings":{"theme":"pink"}}');

    expect(!imported.ok && imported.why).toMatch(/theme/);
  });
});
