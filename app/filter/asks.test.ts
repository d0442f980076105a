import { expect, test } from 'vitest';
import { asks, isOfClient, isOfHandshake, isOfOutcome } from './asks.ts';
import { parseFilter } from './parse.ts';

test.each([
  ['press', [false, false, false]],
  ['topic:plant/# $.rpm>5 time>-5m', [false, false, false]],
  ['client:press-1', [true, false, false]],
  ['press -(client~/x/ or qos:1)', [true, true, false]],
  ['outcome:queued', [false, true, true]],
  ['kind:publish', [false, true, false]],
  ['took>1s', [false, true, false]],
])('%s asks for a client, for a handshake, and for an outcome: %j', (text, wanted) => {
  const parsed = parseFilter(text, 0);
  if (!parsed.ok || parsed.filter === undefined) throw new Error(text);
  const { filter } = parsed;

  const asked = [isOfClient, isOfHandshake, isOfOutcome].map((isSuch) => asks(filter, isSuch));

  expect(asked).toEqual(wanted);
});
