import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

test.each([
  ['a name', 'press-1', 'press-1', 0],
  ['one that is long', 'a'.repeat(600), 'a'.repeat(512), 88],
  ['one of what is not seen', '\u202e'.repeat(600), '\\u{202e}'.repeat(64), 536],
  [
    'one that begins with what is seen',
    `${'a'.repeat(500)}${'\u202e'.repeat(5)}`,
    `${'a'.repeat(500)}\\u{202e}`,
    4,
  ],
])('%s fits a row, and it is counted what is missing of it', (_what, text, shown, cut) => {
  expect(cutText(text)).toEqual({ text: shown, cut });
});

test('a tower of marks fits a row', () => {
  const name = `Z${'\u0301\u0316\u0489\u0334'.repeat(2_000)}`;

  const { text, cut } = cutText(name);

  expect(text.length).toBeLessThanOrEqual(512);
  expect(cut).toBeGreaterThan(7_900);
});
