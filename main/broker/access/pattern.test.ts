import { expect, test } from 'vitest';
import { matches } from '../../../app/mqtt/topic.ts';
import { covers, intersection, patternOf, patternOfTopic } from './pattern.ts';

/** All texts of up to three levels out of these. */
function upToThree(levels: readonly string[]): readonly string[] {
  const two = levels.flatMap((first) => levels.map((second) => `${first}/${second}`));
  const three = two.flatMap((front) => levels.map((third) => `${front}/${third}`));
  return [...levels, ...two, ...three];
}

const topics = [...upToThree(['a', 'b', '', '$s']), 'a/b/a/b'];
const filters = upToThree(['a', '+', '$s', '#']).filter((text) => !text.slice(0, -1).includes('#'));

test('a pattern is for the topics that its filter is for', () => {
  const wrong = filters.flatMap((filter) =>
    topics.filter((topic) => covers(patternOf(filter), patternOfTopic(topic)) !== matches(filter, topic)),
  );

  expect(wrong).toEqual([]);
});

test('a pattern that covers another is for each of its topics', () => {
  const wrong = pairs().filter(([outer, inner]) => {
    const those = topics.filter((topic) => matches(inner, topic));
    return covers(patternOf(outer), patternOf(inner)) && !those.every((topic) => matches(outer, topic));
  });

  expect(wrong).toEqual([]);
});

test('a pattern covers what is narrower', () => {
  const covered = (outer: string, inner: string) => covers(patternOf(outer), patternOf(inner));

  expect({
    itself: covered('a/+', 'a/+'),
    literal: covered('a/+', 'a/b'),
    branch: covered('a/#', 'a/+/c'),
    parent: covered('a/#', 'a'),
    all: covered('#', '+/a'),
    wider: covered('a/+', 'a/#'),
    deeperOnly: covered('a/+/#', 'a/#'),
    dollar: covered('#', '$SYS/#'),
  }).toEqual({
    itself: true,
    literal: true,
    branch: true,
    parent: true,
    all: true,
    wider: false,
    deeperOnly: false,
    dollar: false,
  });
});

test('what falls under two patterns falls under their intersection, and nothing else does', () => {
  const wrong = pairs().flatMap(([a, b]) => {
    const both = intersection(patternOf(a), patternOf(b));
    return topics.filter((topic) => {
      const isInBoth = matches(a, topic) && matches(b, topic);
      return isInBoth !== (both !== undefined && covers(both, patternOfTopic(topic)));
    });
  });

  expect(wrong).toEqual([]);
});

function pairs(): readonly (readonly [string, string])[] {
  return filters.flatMap((a) => filters.map((b) => [a, b] as const));
}
