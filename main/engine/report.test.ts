import { expect, test } from 'vitest';
import { writeReport } from './report.ts';

test('a report has versions, settings and log, but not the data folder, and an entry cannot end its block', () => {
  const report = writeReport({
    versions: [['Node', '24.0.0']],
    platform: 'linux x64',
    settings: {
      theme: 'dark',
      density: 'compact',
      historyBudget: 16_000_000,
      dataFolder: '/home/ada/secret-project',
      singleKeys: true,
      panes: {},
    },
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
