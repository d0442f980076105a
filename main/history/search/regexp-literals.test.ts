import { expect, test } from 'vitest';
import { literalsOf } from './regexp-literals.ts';

test.each([
  [/press-9\d+5/, ['press-9', '5']],
  [/E\d+/, ['E']],
  [/a+bcd?e/, ['a', 'bc', 'e']],
  [/ab|cd/, []],
  [/(ab|cd)efg/, []],
  [/(abc)de/, ['de']],
  [/[abc]de\.f/, ['de.f']],
  [/^on$/, ['on']],
  [/a{0,3}bc/, ['bc']],
  [/ab{2}c/, ['ab', 'c']],
  [/\x41\u0042cd/, ['cd']],
  [/(?:[)]x)\/y/, ['/y']],
  [/\d\w.*/, []],
])('all that %s matches has each of %j', (pattern, literals) => {
  expect(literalsOf(pattern.source)).toEqual(literals);
});
