import { expect, test } from 'vitest';
import { literalOf } from './regexp-literal.ts';

test.each([
  [/press-9\d+5/, 'press-9'],
  [/E\d+/, 'E'],
  [/a+bcd?e/, 'bc'],
  [/ab|cd/, ''],
  [/(ab|cd)efg/, ''],
  [/(abc)de/, 'de'],
  [/[abc]de\.f/, 'de.f'],
  [/^on$/, 'on'],
  [/a{0,3}bc/, 'bc'],
  [/ab{2}c/, 'ab'],
  [/\x41\u0042cd/, 'cd'],
  [/(?:[)]x)\/y/, '/y'],
  [/\d\w.*/, ''],
])('all that %s matches has %j', (pattern, literal) => {
  expect(literalOf(pattern.source)).toBe(literal);
});
