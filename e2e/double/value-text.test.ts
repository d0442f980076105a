import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromText, toText } from './value-text.ts';

test('a value comes back as it went', () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.boolean(),
      fc.string(),
      fc.double({ noNaN: true }).map((number) => number + 0),
      fc.bigInt(),
      fc.constant(undefined),
      fc.constant(null),
      fc.uint8Array({ maxLength: 100 }),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(fc.constantFrom('$', 'value', 'a', 'b'), tie('value'), { noNullPrototype: true }),
    ),
  })).value;

  fc.assert(
    fc.property(value, (before) => {
      expect(fromText(toText(before))).toEqual(before);
    }),
  );
});

test('large byte strings do not overflow the stack', () => {
  const before = new Uint8Array(1_000_000).fill(200);

  expect(fromText(toText(before))).toEqual(before);
});
