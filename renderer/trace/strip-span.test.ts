import { expect, test } from 'vitest';
import { spanAround, stripSpan } from './strip-span.ts';

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
    { last: 5 * minute },
    { last: 60 * minute },
    { isWhole: true },
    { last: 5 * minute },
    { from: now - 65 * minute, to: now - 45 * minute },
    { from: now - 90 * minute },
  ]);
});

test('what is measured goes around all that the filter keeps to', () => {
  const endless = Number.POSITIVE_INFINITY;

  expect([
    spanAround({ least: now - 3 * minute, most: now - minute }),
    spanAround({ least: now - minute, most: endless }),
    spanAround({ least: -endless, most: now }),
  ]).toEqual([{ from: now - 5 * minute, to: now - minute + 1 }, { from: now - minute }, { isWhole: true }]);
});
