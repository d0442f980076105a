import { expect, test } from 'vitest';
import { assert, unreachable } from './assert.ts';

test('assert passes what holds and fails loudly for what does not', () => {
  expect(() => assert(true, 'one is one')).not.toThrow();
  expect(() => assert(false, 'one is two')).toThrow('Assertion failed: one is two');
});

test('unreachable shows the value that nobody thought of', () => {
  const decide = (value: never): never => unreachable(value);

  // A value from outside the types, as it would come at run time.
  expect(() => Reflect.apply(decide, undefined, ['surprise'])).toThrow('"surprise"');
});
