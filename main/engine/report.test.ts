import { expect, test } from 'vitest';
import { defaultThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import type { ReportParts } from './report.ts';
import { writeReport } from './report.ts';

const plain: ReportParts = {
  versions: [],
  platform: 'linux x64',
  settings: {
    theme: 'dark',
    density: 'compact',
    historyBudget: 16_000_000,
    dataFolder: '',
    keepBrokerState: false,
    traces: true,
    findingMutes: [],
    findingThresholds: defaultThresholds,
    singleKeys: true,
    panes: {},
  },
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

test('hosts and folders are blanked wherever the log names them', () => {
  const texts = [
    'plc.example:1883: connected',
    'Nobody listens at plc.example',
    '/home/ada/config/profiles.json cannot be read',
  ];

  const report = writeReport({
    ...plain,
    log: texts.map((text) => ({ time: 0, level: 'info', area: 'a', text })),
    hidden: ['plc.example', '/home/ada', '/home/ada/config', ''],
  });

  const lines = report.split('\n').filter((line) => line.startsWith('1970'));
  expect(lines.map((line) => line.slice('1970-01-01T00:00:00.000Z info a: '.length))).toEqual([
    '…:1883: connected',
    'Nobody listens at …',
    '…/profiles.json cannot be read',
  ]);
});
