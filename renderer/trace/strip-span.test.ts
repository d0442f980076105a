import { expect, test } from 'vitest';
import { stripSpan } from './strip-span.ts';

const now = 1e15;
const minute = 6e7;

test('the strip shows the last minutes, and stays with what the filter keeps to', () => {
  const recent = { least: now - minute, most: Number.POSITIVE_INFINITY };
  const before = { least: now - 60 * minute, most: now - 50 * minute };
  const endless = { least: now - 60 * minute, most: Number.POSITIVE_INFINITY };

  expect([
    stripSpan('minutes', undefined, now),
    stripSpan('hour', undefined, now),
    stripSpan('all', before, now),
    stripSpan('minutes', recent, now),
    stripSpan('minutes', before, now),
    stripSpan('minutes', endless, now),
  ]).toEqual([
    {},
    { from: now - 60 * minute },
    { isWhole: true },
    {},
    { from: now - 65 * minute, to: now - 45 * minute },
    { from: now - 90 * minute },
  ]);
});
