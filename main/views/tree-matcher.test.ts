import { expect, test } from 'vitest';
import type { LastMessage } from '../topics/last-store.ts';
import { treeFilter } from './tree-matcher.ts';

const json = '{"temp":71.5,"mode":"auto","list":[1,2],"text":"a, } b"}';

function lastOf(payload: string, change: Partial<LastMessage> = {}): LastMessage {
  const preview = Buffer.from(payload).subarray(0, 96);
  return {
    qos: 1,
    retain: true,
    time: 5_000_000,
    sequence: 1,
    size: Buffer.byteLength(payload),
    preview,
    ...change,
  };
}

function matches(filter: string, topic: string, last: LastMessage | undefined): boolean | undefined {
  const bytes = Buffer.from(topic);
  return treeFilter(filter, 0)?.matches(bytes, bytes.length, () => last);
}

test('an empty filter is none', () => {
  expect(treeFilter(' ', 0)).toBeUndefined();
});

test.each([
  ['press', true],
  ['PRESS', false],
  ['Öl', true],
  ['öl', true],
  ['71.5', false],
  ['+/Öl/press', true],
  ['~/press$/', true],
  ['press -alarm', true],
  ['topic:press or topic:oven', true],
])('%s is held against the topic alone: %s', (filter, isMatch) => {
  expect(matches(filter, 'a/Öl/press', undefined)).toBe(isMatch);
  expect(matches(filter, 'a/Öl/press', lastOf(json))).toBe(isMatch);
});

test.each([
  ['payload:auto', true],
  ['payload~/^\\{/', true],
  ['qos:1', true],
  ['qos!=1', false],
  ['size>1kb', false],
  ['retain:yes', true],
  ['not retain:yes', false],
  ['$.temp>70', true],
  ['$.list[1]=2', true],
  ['$.temp>70 oven', false],
])('%s is held against the last message: %s', (filter, isMatch) => {
  expect(matches(filter, 'a/press', lastOf(json))).toBe(isMatch);
  expect(matches(filter, 'a/press', undefined)).toBe(false);
});

test('of a long JSON payload the members are known that are whole in what the tree keeps', () => {
  const long = `${json.slice(0, -1)},"more":[{"deep":true},{"cut":"${'x'.repeat(200)}"}]}`;

  expect(matches('$.temp=71.5', 'a', lastOf(long))).toBe(true);
  expect(matches('$.text="a, } b"', 'a', lastOf(long))).toBe(true);
  expect(matches('$.more[0].deep=true', 'a', lastOf(long))).toBe(true);
  expect(matches('$.more[1].cut', 'a', lastOf(long))).toBe(false);
});

test('what the tree cannot know keeps nothing out', () => {
  const last = lastOf(json);

  expect(
    ['client:plc', '-client:plc', 'dup:yes', 'direction:sent', 'not direction:sent'].map((f) =>
      matches(f, 'a', last),
    ),
  ).toEqual([true, true, true, true, true]);
  // A message came at second 5: there may have been some before, but none after.
  const times = ['1970-01-01T00:00:01Z..1970-01-01T00:00:02Z', '1970-01-01T00:00:06Z..1970-01-01T00:00:07Z'];
  expect(
    times.flatMap((range) => [matches(`time:${range}`, 'a', last), matches(`not time:${range}`, 'a', last)]),
  ).toEqual([true, true, false, true]);
});

test('a wrong filter lets nothing through', () => {
  expect(matches('(', 'a(', undefined)).toBe(false);
});
