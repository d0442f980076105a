import { expect, test } from 'vitest';
import { defaultSettings } from '../../app/contract/areas/settings.ts';
import type { ReportParts } from './report.ts';
import { writeReport } from './report.ts';

const plain: ReportParts = {
  versions: [],
  platform: 'linux x64',
  settings: { ...defaultSettings, theme: 'dark', historyBudget: 16_000_000 },
  log: [],
  hidden: [],
};

test('a report has versions, settings and log, but not the data folder, and an entry cannot end its block', () => {
  const report = writeReport({
    ...plain,
    versions: [['Node', '24.0.0']],
    settings: { ...plain.settings, dataFolder: '/home/ada/secret-project' },
    log: [{ time: 0, level: 'warn', area: 'broker', text: 'a\n``` b' }],
  });

  expect(report.split('\n')).toEqual([
    '## Versions',
    '- Platform linux x64',
    '- Node 24.0.0',
    '## Settings',
    '- Theme dark, density compact, single-key shortcuts on',
    '- History budget 16000000 bytes, data folder chosen',
    '## Log',
    '```',
    "1970-01-01T00:00:00.000Z warn broker: a ''' b",
    '```',
    '',
  ]);
});

function logged(texts: readonly string[], hidden: readonly string[]): string[] {
  const log = texts.map((text) => ({ time: 0, level: 'info', area: 'a', text }) as const);
  const lines = writeReport({ ...plain, log, hidden })
    .split('\n')
    .filter((line) => line.startsWith('1970'));
  return lines.map((line) => line.slice('1970-01-01T00:00:00.000Z info a: '.length));
}

test('addresses of others are blanked, those of this machine and clauses are not', () => {
  const texts = [
    'Listener tcp refused 192.168.1.20:50412: too many',
    'Listener tcp refused [fe80::1:2]:50412, [::ffff:10.0.0.7]:1 and [::1]:2',
    'in use: 127.0.0.1:1883, 0.0.0.0:1883, see [MQTT-3.3.1-5] and [3.1.2.5]',
  ];

  expect(logged(texts, [])).toEqual([
    'Listener tcp refused …:50412: too many',
    'Listener tcp refused …:50412, …:1 and [::1]:2',
    'in use: 127.0.0.1:1883, 0.0.0.0:1883, see [MQTT-3.3.1-5] and [3.1.2.5]',
  ]);
});

test('hosts and folders are blanked wherever the log names them', () => {
  const texts = [
    'plc.example:1883: connected',
    'Nobody listens at plc.example',
    '/home/ada/config/profiles.json cannot be read',
  ];

  const lines = logged(texts, ['plc.example', '/home/ada', '/home/ada/config', '']);

  expect(lines).toEqual(['…:1883: connected', 'Nobody listens at …', '…/profiles.json cannot be read']);
});
