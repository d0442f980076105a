import { expect, test } from 'vitest';
import { jsonLine } from './json-line.ts';

test('what steers a terminal is written as its number, and read back as it was', () => {
  const value = { topic: '\u001b]0;a\u0007/\u009b31m/\u007f/\u202eb/\u2028/\u{e0041}/ü€😀' };

  const line = jsonLine(value);

  expect(line).toBe(
    '{"topic":"\\u001b]0;a\\u0007/\\u009b31m/\\u007f/\\u202eb/\\u2028/\\udb40\\udc41/ü€😀"}\n',
  );
  expect(JSON.parse(line)).toEqual(value);
});

test('half a surrogate pair becomes a character that readers of JSON take', () => {
  expect(jsonLine({ cut: 'S\ud83d' })).toBe('{"cut":"S\ufffd"}\n');
});
