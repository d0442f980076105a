import { expect, test } from 'vitest';
import { shownName, visible } from '../../app/base/visible.ts';
import { clientCondition, payloadCondition, shownTopicCondition } from '../../app/filter/condition.ts';
import type { Candidate } from '../../app/filter/match.ts';
import { matcherOf } from '../../app/filter/match.ts';
import { parseFilter } from '../../app/filter/parse.ts';

function isFound(condition: string, { topic = '', client = '', payload = '' }): boolean {
  const parsed = parseFilter(condition, 0);
  const candidate: Candidate = {
    topic,
    client,
    qos: 0,
    retain: false,
    dup: false,
    direction: 'received',
    size: 0,
    time: 0,
    payloadText: () => payload,
    payloadJson: () => undefined,
  };
  return parsed.ok && matcherOf(parsed.filter)(candidate);
}

test.each([
  ['press-1', 'client:press-1'],
  ['1-\u202eclp', String.raw`client:"1-\u{202e}clp"`],
  ['\u001b[31m\u007f', String.raw`client:"\u{1b}[31m\u{7f}"`],
  ['C:\\a "b"', String.raw`client:"C:\\a \"b\""`],
  [`Z${'\u0301'.repeat(6)}`, String.raw`client:"Ź́́́\u{301}\u{301}"`],
  ['a…b', 'client:"a…b"'],
  [`${'a'.repeat(300)}b`, `client:"${'a'.repeat(159)}"`],
])('the client %j is found by what is shown of it', (client, condition) => {
  const built = clientCondition(shownName(client));

  expect(built.normalize()).toBe(condition.normalize());
  expect([isFound(built, { client }), isFound(built, { client: 'z' })]).toEqual([true, false]);
});

test('a number that was cut in two is left out, wherever that was', () => {
  for (let before = 0; before < 12; before += 1) {
    const client = `${'a'.repeat(before)}${'\u202eb'.repeat(200)}`;
    for (const most of [200, 64]) {
      expect(isFound(clientCondition(shownName(client, most)), { client })).toBe(true);
    }
  }
});

test('a topic and a payload are found by what is shown of them', () => {
  const [topic, payload] = ['plant/\u200bpress', 'first\nsecond'];

  expect(isFound(shownTopicCondition(visible(topic)), { topic })).toBe(true);
  expect(shownTopicCondition('plant/press')).toBe('topic:plant/press/#');
  expect(isFound(payloadCondition(visible(payload)), { payload })).toBe(true);
});
