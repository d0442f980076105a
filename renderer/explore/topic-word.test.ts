import { expect, test } from 'vitest';
import { topicWord } from './topic-word.ts';

test.each([
  ['plant/line', { from: 0, topic: 'plant/line' }],
  ['plant/', { from: 0, topic: 'plant/' }],
  ['topic:pla', { from: 0, topic: 'pla' }],
  ['qos:1 plant/l', { from: 6, topic: 'plant/l' }],
  ['(press or -topic:a/b', { from: 11, topic: 'a/b' }],
  ['$SYS/broker', { from: 0, topic: '$SYS/broker' }],
])('%s ends with a topic', (typed, word) => {
  expect(topicWord(typed)).toEqual(word);
});

test.each([
  '',
  'press',
  'topic:',
  'plant/+/pre',
  'plant/#',
  'payload:a/b',
  '~/a/b',
  '"a/b',
  '$.a/b',
  'a/b ',
  'qos>1/',
])('what ends "%s" is no topic that could be completed', (typed) => {
  expect(topicWord(typed)).toBeUndefined();
});
