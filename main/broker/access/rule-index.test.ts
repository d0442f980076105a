import { expect, test } from 'vitest';
import { covers, intersection, patternOf, patternOfTopic } from './pattern.ts';
import { RuleIndex } from './rule-index.ts';

/** All filters of up to three levels out of these. */
const names = ['a', 'b', '', '$s', '+', '#'];
const filters = [
  ...names,
  ...names.flatMap((first) => names.map((second) => `${first}/${second}`)),
  ...names.flatMap((first) => names.flatMap((second) => names.map((third) => `${first}/${second}/${third}`))),
].filter((text) => !text.slice(0, -1).includes('#'));

function indexOf(rules: readonly string[]): RuleIndex {
  const index = new RuleIndex();
  for (const [place, filter] of rules.entries()) {
    index.add({ place, effect: 'allow', pattern: patternOf(filter) });
  }
  return index;
}

function places(rules: readonly { readonly place: number }[]): readonly number[] {
  return rules.map(({ place }) => place).toSorted((a, b) => a - b);
}

test('it finds the rules that cover what is asked for, and those that it meets', () => {
  const index = indexOf(filters);
  const all = filters.map((filter, place) => ({ place, pattern: patternOf(filter) }));

  const wrong = filters.filter((filter) => {
    const asked = patternOf(filter);
    const covering = all.filter(({ pattern }) => covers(pattern, asked));
    const meeting = all.filter(({ pattern }) => intersection(pattern, asked) !== undefined);
    const found = [places(index.covering(asked)), index.meeting(asked).map(({ place }) => place)];
    return JSON.stringify(found) !== JSON.stringify([places(covering), places(meeting)]);
  });

  expect(wrong).toEqual([]);
});

test('of two rules with one pattern the first counts', () => {
  const index = indexOf(['a/#', 'b', 'a/#', 'b']);

  expect([places(index.meeting(patternOf('#'))), places(index.covering(patternOfTopic('b')))]).toEqual([
    [0, 1],
    [1],
  ]);
});

test('of 10,000 rules only those are looked at that the topic or the filter meets', () => {
  const rules = Array.from({ length: 9_998 }, (_, number) => `plant/${number % 100}/machine/${number}/#`);
  const index = indexOf([...rules, 'plant/+/alarm', '#']);

  expect({
    topic: places(index.covering(patternOfTopic('plant/7/machine/107/state'))),
    alarm: places(index.covering(patternOfTopic('plant/7/alarm'))),
    elsewhere: places(index.meeting(patternOf('office/+/light'))),
    filter: places(index.meeting(patternOf('plant/7/machine/107/state'))),
  }).toEqual({ topic: [107, 9_999], alarm: [9_998, 9_999], elsewhere: [9_999], filter: [107, 9_999] });
});

test('who asks for everything costs the rules that there are, not the levels of their patterns', () => {
  const deep = '/x'.repeat(1_000);
  const index = indexOf(Array.from({ length: 1_000 }, (_, number) => `${number}${deep}/#`));

  const found = ['#', '+/#', '7/#'].map((filter) => index.meeting(patternOf(filter)).length);

  expect(found).toEqual([1_000, 1_000, 1]);
}, 5_000);
