import { expect, test } from 'vitest';
import { whyNothingMatches } from './why-nothing-matches.ts';

const all = { looked: { records: 10, of: 10 }, problem: undefined, isSelected: false, now: 0 };

test('a plain filter that was held against everything needs no reason', () => {
  expect(whyNothingMatches({ ...all, filter: 'press' })).toEqual([]);
});

test('whatever keeps messages out is said', () => {
  const looked = { records: 3, of: 10 };

  const reasons = whyNothingMatches({ ...all, looked, isSelected: true, filter: 'Press time:..10:00' });

  expect(reasons).toEqual([
    'The search was stopped: it looked at 3 of 10 records.',
    'Only what is selected in the tree is looked at.',
    'It keeps to a time: take that condition away to look at all of it.',
    'Text with capital letters is found only as it is written.',
  ]);
});

test('what the engine refuses is the only reason', () => {
  const problem = { message: 'It could run for ever', span: { from: 0, to: 3 } };

  expect(whyNothingMatches({ ...all, problem, isSelected: true, filter: 'X' })).toEqual([
    'It could run for ever',
  ]);
});
