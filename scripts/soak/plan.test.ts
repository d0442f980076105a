import { expect, test } from 'vitest';
import { planOf } from './plan.mjs';

const parts = ['broker-kill', 'history-kill', 'broker-fuzz', 'endurance', 'demo-quiet'];

test('an hour has all kills and all bad connections, and most of its time for the app', () => {
  expect(parts.map((part) => planOf(part, 60).join(' '))).toEqual([
    '--count 100',
    '--count 200',
    '--count 20000',
    '--minutes 40',
    '--minutes 10',
  ]);
});

test('less time has less of each, more time only lasts longer', () => {
  expect(parts.map((part) => planOf(part, 6)[1])).toEqual(['10', '20', '2000', '4', '1']);
  expect(parts.map((part) => planOf(part, 120)[1])).toEqual(['100', '200', '20000', '80', '10']);
});
