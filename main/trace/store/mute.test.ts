import { expect, test } from 'vitest';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import { clientMute, isMuted, topicMute } from './mute.ts';

const kind = 'resent';
const found = (client: string, topic = 'a/b') => ({ kind, client, topic }) as const;
const ofClient = (client: string): MuteRule => ({ kind, client, topicFilter: '#' });
const onTopic = (topicFilter: string): MuteRule => ({ kind, client: '*', topicFilter });

test.each([
  ['*', String.raw`\*`, 'press'],
  ['a?', String.raw`a\?`, 'ab'],
  [String.raw`a\*`, String.raw`a\\\*`, String.raw`a\b`],
  ['\u202epress', '\u202epress', 'press'],
  ['a'.repeat(1_000), `${'a'.repeat(199)}*`, 'a'.repeat(198)],
  ['*'.repeat(1_000), `${String.raw`\*`.repeat(99)}*`, '*'.repeat(98)],
  [`${'a'.repeat(198)}${'😀'.repeat(9)}`, `${'a'.repeat(198)}*`, 'a'.repeat(197)],
])('the client %j is muted by %j, and %j is not', (client, pattern, other) => {
  const rule = clientMute(found(client));

  expect(rule).toEqual(ofClient(pattern));
  expect([isMuted(found(client), rule), isMuted(found(other), rule)]).toEqual([true, false]);
});

test.each([
  ['plant/press', 'plant/press', 'plant/oven'],
  ['#', String.raw`\#`, 'plant'],
  ['plant/+/press/#', String.raw`plant/\+/press/\#`, 'plant/7/press/temp'],
  [`a/${'b/'.repeat(800)}#`, `a${'/b'.repeat(498)}/#`, 'a/b/c'],
  [`+/${'b/'.repeat(800)}c`, `${String.raw`\+`}${'/b'.repeat(498)}/#`, 'a/b'],
])('the topic %j is muted by %j, and %j is not', (topic, filter, other) => {
  const rule = topicMute(found('x', topic));

  expect(rule).toEqual(onTopic(filter));
  const isFound = (it: string) => rule !== undefined && isMuted(found('x', it), rule);
  expect([isFound(topic), isFound(other)]).toEqual([true, false]);
});

test('a topic whose first level is longer than a rule is named by none', () => {
  expect(topicMute(found('x', 'a'.repeat(2_000)))).toBeUndefined();
});

test.each([
  ['pr*-?', 'press-1', true],
  [String.raw`a\b*`, String.raw`a\bc`, true],
  [String.raw`a\*`, 'a*', true],
  [String.raw`a\*`, 'ab', false],
  ['*', '', true],
])('the pattern %j of a rule against %j: %s', (pattern, client, isIt) => {
  expect(isMuted(found(client), ofClient(pattern))).toBe(isIt);
});
