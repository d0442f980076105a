import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tally, tallyPlaywright, tallyVitest } from './runners.mjs';

const folder = mkdtempSync(join(tmpdir(), 'topicscope-runners-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('skipped tests and files that do not load count as failed', () => {
  const report = {
    numTotalTests: 5,
    numPassedTests: 3,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  };

  expect(tallyVitest(JSON.stringify(report))).toEqual({ passed: 3, failed: 3 });
});

test('flaky and skipped end-to-end tests count as failed', () => {
  const report = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };

  expect(tallyPlaywright(JSON.stringify(report))).toEqual({ passed: 7, failed: 4 });
});

test('a runner that fails without a failed test is one failure', () => {
  const file = join(folder, 'report.json');
  writeFileSync(
    file,
    JSON.stringify({ stats: { expected: 7, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] }),
  );

  expect(tally(1, file, tallyPlaywright)).toEqual({ passed: 7, failed: 1 });
});

test('a runner that leaves no report is one failure', () => {
  expect(tally(0, join(folder, 'absent.json'), tallyPlaywright)).toEqual({ passed: 0, failed: 1 });
});
