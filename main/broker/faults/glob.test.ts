import { expect, test } from 'vitest';
import { createRandom, printedSeed } from '../../../app/mqtt/testing/random.ts';
import { matchesGlob } from './glob.ts';

test.for([
  ['press-*', 'press-1', true],
  ['press-*', 'press-', true],
  ['press-?', 'press-', false],
  ['*-1', 'a-1-1', true],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a.c', 'abc', false],
  ['A', 'a', false],
] as const)('"%s" for "%s": %s', ([pattern, text, isMatch]) => {
  expect(matchesGlob(pattern, text)).toBe(isMatch);
});

test('a pattern means what a regular expression of it means', () => {
  const random = createRandom(printedSeed('glob'));
  const word = (letters: readonly [string, ...string[]], most: number) =>
    Array.from({ length: random.below(most) }, () => random.pick(letters)).join('');
  for (let round = 0; round < 5_000; round += 1) {
    const [pattern, text] = [word(['a', 'b', '*', '?'], 7), word(['a', 'b'], 9)];
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
    expect([pattern, text, matchesGlob(pattern, text)]).toEqual([pattern, text, expression.test(text)]);
  }
});

test('a hostile pattern costs no more than pattern times text', () => {
  const began = performance.now();

  const isMatch = matchesGlob('*a'.repeat(100), 'a'.repeat(65_535).concat('b'));

  expect([isMatch, performance.now() - began < 2_000]).toEqual([false, true]);
});
