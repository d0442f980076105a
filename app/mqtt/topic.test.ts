import { describe, expect, test } from 'vitest';
import { expectSame } from './testing/expect-same.ts';
import { createRandom, printedSeed } from './testing/random.ts';
import { checkTopicFilter, checkTopicName, isShared, matches, parseShared } from './topic.ts';

const longest = 'é'.repeat(32_767);

describe('a topic name', () => {
  test.each(['a', '/', '//', 'a//b', ' ', 'a b', '$SYS/x', '\uFEFF', '😀', longest, `${longest}x`])(
    'may be %j',
    (text) => {
      expect(checkTopicName(text)).toBe(undefined);
    },
  );

  test.each([
    ['[MQTT-4.7.0-1] [MQTT-3.3.2-2]', 'a/+', 2, 'MQTT-4.7.0-1'],
    ['[MQTT-4.7.0-1] the first wildcard is shown', 'a#b+', 1, 'MQTT-4.7.0-1'],
    ['[MQTT-4.7.3-1]', '', 0, 'MQTT-4.7.3-1'],
    ['[MQTT-4.7.3-2]', 'a\0', 1, 'MQTT-4.7.3-2'],
    ['[MQTT-1.5.4-1] half of a pair at the end', 'a\ud83d', 1, 'MQTT-1.5.4-1'],
    ['[MQTT-1.5.4-1] halves in the wrong order', '😀\ude00\ud83d', 2, 'MQTT-1.5.4-1'],
    ['[MQTT-4.7.3-3] 65,536 bytes', `${longest}xx`, 0, 'MQTT-4.7.3-3'],
  ])('%s: not %j', (_title, text, position, clause) => {
    expect(checkTopicName(text)).toEqual({ message: expect.any(String), position, clause });
  });
});

describe('a topic filter', () => {
  test.each([
    '#',
    '+',
    '/#',
    '+/+',
    'a/+/b',
    '/+',
    '+/#',
    'a/#',
    '$share/g/#',
    '$share/g//',
    '$SYS/#',
    '$share',
  ])('may be %j', (text) => {
    expect(checkTopicFilter(text)).toBe(undefined);
  });

  test.each([
    ['[MQTT-4.7.1-1] in the middle', 'a/#/b', 2, 'MQTT-4.7.1-1'],
    ['[MQTT-4.7.1-1] within a level', 'a#', 1, 'MQTT-4.7.1-1'],
    ['[MQTT-4.7.1-1] twice', '##', 0, 'MQTT-4.7.1-1'],
    ['[MQTT-4.7.1-2] before text', '+a', 0, 'MQTT-4.7.1-2'],
    ['[MQTT-4.7.1-2] after text', 'x/a+/b', 3, 'MQTT-4.7.1-2'],
    ['[MQTT-4.7.3-1] empty', '', 0, 'MQTT-4.7.3-1'],
    ['[MQTT-4.8.2-1] no share name', '$share//a', 7, 'MQTT-4.8.2-1'],
    ['[MQTT-4.8.2-1] nothing behind', '$share/', 7, 'MQTT-4.8.2-1'],
    ['[MQTT-4.8.2-2] a wildcard in the share name', '$share/a#/b', 8, 'MQTT-4.8.2-2'],
    ['[MQTT-4.8.2-2] no filter', '$share/g', 8, 'MQTT-4.8.2-2'],
    ['[MQTT-4.8.2-2] an empty filter', '$share/g/', 8, 'MQTT-4.8.2-2'],
    ['[MQTT-4.7.1-1] in a shared subscription', '$share/g/a#', 10, 'MQTT-4.7.1-1'],
    ['[MQTT-1.5.4-1] half of a character', '$share/g/\ud800', 9, 'MQTT-1.5.4-1'],
  ])('%s: not %j', (_title, text, position, clause) => {
    expect(checkTopicFilter(text)).toEqual({ message: expect.any(String), position, clause });
  });

  test('before 5.0 "$share" is nothing special, wildcards are', () => {
    expect(checkTopicFilter('$share//', 4)).toBe(undefined);
    expect(checkTopicFilter('$share/g+/a', 4)).toMatchObject({ position: 8, clause: 'MQTT-4.7.1-2' });
  });
});

/** Slow and plain, to be compared with: level by level, as clause 4.7 says it. */
function matchesByLevels(filter: readonly string[], topic: readonly string[]): boolean {
  const [first, ...rest] = filter;
  if (first === '#') return true;
  if (first === undefined || topic.length === 0) return first === undefined && topic.length === 0;
  if (first !== '+' && first !== topic[0]) return false;
  // "a/#" is for "a" as well.
  return matchesByLevels(rest, topic.slice(1));
}

describe('matches', () => {
  test.each([
    ['a/b', 'a/b'],
    ['#', 'a'],
    ['#', '/'],
    ['#', 'a/b/c'],
    ['a/#', 'a'],
    ['a/#', 'a/'],
    ['a/#', 'a/b/c'],
    ['+', 'a'],
    ['+/+', '/finance'],
    ['/+', '/finance'],
    ['a/+/c', 'a//c'],
    ['a/+', 'a/'],
    ['+/#', 'a'],
    ['$SYS/#', '$SYS'],
    ['$SYS/+', '$SYS/x'],
    ['+/$SYS', 'a/$SYS'],
  ])('[MQTT-4.7.1-2] [MQTT-4.7.1-3] %j is for %j', (filter, topic) => {
    expect(matches(filter, topic)).toBe(true);
  });

  test.each([
    ['[MQTT-4.7.2-1]', '#', '$SYS'],
    ['[MQTT-4.7.2-1]', '#', '$SYS/x'],
    ['[MQTT-4.7.2-1]', '+/x', '$SYS/x'],
    ['[MQTT-4.7.2-1]', '+', '$'],
    ['[MQTT-4.7.3-4] case', 'A', 'a'],
    ['[MQTT-4.7.3-4] form', '\u00e9', 'e\u0301'],
    ['[MQTT-4.7.3-4] space', 'a', 'a '],
    ['[MQTT-4.7.3-4] empty level', 'a/b', 'a//b'],
    ['[MQTT-4.7.3-4] U+FEFF', 'a', '\uFEFFa'],
    ['4.7.1.3', '+', '/finance'],
    ['4.7.1.3', '+', 'a/b'],
    ['4.7.1.3', 'a/+', 'a'],
    ['4.7.1.3', 'a/+', 'a/b/c'],
    ['4.7.1.2', 'a/#', 'ab'],
    ['4.7.1.2', 'a/b/#', 'a'],
    ['4.7.1.2', 'a/+/#', 'a'],
    ['4.7', 'a', 'a/'],
    ['4.7', 'a/b', 'a'],
  ])('%s %j is not for %j', (_clause, filter, topic) => {
    expect(matches(filter, topic)).toBe(false);
  });

  test('agrees with the plain reading of the clause on random filters and topics', () => {
    const random = createRandom(printedSeed('topic filters'));
    const levels = (items: readonly [string, ...string[]]) =>
      Array.from({ length: 1 + random.below(4) }, () => random.pick(items));

    for (let index = 0; index < 50_000; index += 1) {
      const topic = levels(['a', 'b', 'ab', '', '$a']);
      const filter = levels(['a', 'b', 'ab', '', '$a', '+', '+']);
      if (random.oneIn(3)) filter.push('#');
      const hidden = topic[0] === '$a' && (filter[0] === '+' || filter[0] === '#');

      expectSame(
        [filter, topic, matches(filter.join('/'), topic.join('/'))],
        [filter, topic, !hidden && matchesByLevels(filter, topic)],
      );
    }
  });
});

test('parseShared takes a shared subscription apart, and nothing else', () => {
  expect(parseShared('$share/g/a/+')).toEqual({ shareName: 'g', filter: 'a/+' });
  expect(parseShared('$share/g//')).toEqual({ shareName: 'g', filter: '/' });
  expect(['a', '$share', '$share/g', '$share//a', '$share/+/a'].map(parseShared)).toEqual(
    Array(5).fill(undefined),
  );
  expect(['$share/g/a', 'share/g/a'].map(isShared)).toEqual([true, false]);
});
