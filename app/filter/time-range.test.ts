import { expect, test } from 'vitest';
import { clientCondition, payloadCondition, topicCondition } from './condition.ts';
import { parseFilter } from './parse.ts';
import { timeRangeOf, withTimeRange } from './time-range.ts';

const now = new Date(2026, 10, 22, 12, 0, 0).getTime() * 1000;
const minute = 60_000_000;

test('a range of times is put into a filter, replaced and taken out again', () => {
  const one = withTimeRange('press', { least: now - minute, most: now - 1 }, now);
  const other = withTimeRange(one, { least: now - 2 * minute, most: now + 500_000 }, now);
  const none = withTimeRange(other, undefined, now);

  expect([one, other, none]).toEqual([
    'press time:11:59:00..11:59:59.999999',
    'press time:11:58:00..12:00:00.5',
    'press',
  ]);
});

test('times of another day have their date, and are read back as they were', () => {
  const least = now - 24 * 60 * minute;
  const text = withTimeRange('a or b', { least, most: least + minute }, now);

  expect(text).toBe('(a or b) time:2026-11-21T12:00:00..2026-11-21T12:01:00');
  expect(timeRangeOf(text, now)).toMatchObject({ least, most: least + minute + 999_999 });
});

test('a filter without times has no range, nor has one that is wrong', () => {
  expect([timeRangeOf('press', now), timeRangeOf('time:x', now), timeRangeOf('', now)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a time that stands between others goes without them', () => {
  const text = 'press time>11:00 and qos:1 time<12:00';

  expect(withTimeRange(text, undefined, now)).toBe('press qos:1');
});

test.each([
  ['a/b', 'topic:a/b/#'],
  ['$SYS/broker', 'topic:$SYS/broker/#'],
  ['a b/(c)', 'topic:"a b/(c)"'],
  ['a"b', 'topic:"a\\"b"'],
])('the condition of the topic %s is %s', (topic, condition) => {
  expect(topicCondition(topic)).toBe(condition);
});

test('conditions of clients and payloads are read as one', () => {
  const conditions = [clientCondition('press-1'), clientCondition('a b'), payloadCondition('{"a": 1}')];

  expect(conditions).toEqual(['client:press-1', 'client:"a b"', 'payload:"{\\"a\\": 1}"']);
  expect(conditions.map((text) => parseFilter(text, now)).every((parsed) => parsed.ok)).toBe(true);
});
