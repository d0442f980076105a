import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldCase } from './fold-case.ts';

test.each([
  ['abc', '[aA][bB][cC]'],
  ['E\\d+', '[Ee]\\d+'],
  ['[a-c]', '[a-cABC]'],
  ['[^x\\]]', '[^x\\]X]'],
  ['\\x41\\.', '[Aa]\\.'],
  ['(?<name>b)|(?:c)', '(?<name>[bB])|(?:[cC])'],
  ['ö1', '[öÖ]1'],
  ['[A-z_]', '[A-z_]'],
])('%s in either case is %s', (source, folded) => {
  expect(foldCase(source)).toBe(folded);
});

test('it matches what the flag i matches', () => {
  const atom = fc.constantFrom(
    'a',
    'K',
    'ß',
    'é',
    '.',
    '\\w',
    '\\W',
    '[b-d]',
    '[^a-c]',
    '\\x4b',
    '[\\dX-z]',
    'ſ',
    '\u212a',
  );
  const source = fc.array(atom, { minLength: 1, maxLength: 5 }).map((atoms) => atoms.join(''));
  const text = fc
    .array(fc.constantFrom(...'aAkKßéÉbDx1ſ_\u212a'), { maxLength: 8 })
    .map((units) => units.join(''));

  fc.assert(
    fc.property(
      source,
      text,
      (one, within) => new RegExp(foldCase(one)).test(within) === new RegExp(one, 'i').test(within),
    ),
  );
});
