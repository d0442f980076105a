import { expect, test } from 'vitest';
import { asks, isOfClient, isOfHandshake } from './asks.ts';
import { parseFilter } from './parse.ts';

test.each([
  ['press', [false, false]],
  ['topic:plant/# $.rpm>5 time>-5m', [false, false]],
  ['client:press-1', [true, false]],
  ['press -(client~/x/ or qos:1)', [true, true]],
  ['outcome:queued', [false, true]],
  ['took>1s', [false, true]],
])('%s asks for a client, and for a handshake: %j', (text, wanted) => {
  const parsed = parseFilter(text, 0);
  if (!parsed.ok || parsed.filter === undefined) throw new Error(text);
  const { filter } = parsed;

  const asked = [isOfClient, isOfHandshake].map((isSuch) => asks(filter, isSuch));

  expect(asked).toEqual(wanted);
});
