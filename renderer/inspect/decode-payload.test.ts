import { describe, expect, test } from 'vitest';
import { decodePayload, imageType, sniff } from './decode-payload.ts';
import { prettyJson } from './pretty-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const decoded = (text: string, format?: 'json' | 'text') =>
  decodePayload({ bytes: bytes(text), format, isPretty: true });

describe('what a payload looks like', () => {
  test.each([
    ['{"a":1}', 'json'],
    [' [1, 2] ', 'json'],
    ['12.5', 'json'],
    ['true', 'json'],
    ['ON', 'text'],
    ['{"a":1', 'text'],
    ['', 'text'],
    ['Grüße\tmit\r\nZeilen', 'text'],
    ['a\0b', 'hex'],
  ])('%j is %s', (text, format) => {
    expect(sniff(bytes(text))).toBe(format);
  });

  test('bytes that are no UTF-8 are hex, not text with holes', () => {
    expect(sniff(new Uint8Array([0x61, 0xff, 0x62]))).toBe('hex');
  });

  test('images are told by their first bytes', () => {
    expect(imageType(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
    expect(imageType(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]))).toBe('image/png');
    expect(imageType(new Uint8Array([0xff, 0xd8]))).toBe(undefined);
  });
});

describe('a payload as text', () => {
  test('JSON is indented', () => {
    expect(decoded('{"a":[1,2]}').text).toBe('{\n  "a": [\n    1,\n    2\n  ]\n}');
  });

  test('JSON whose indented text would be megabytes of spaces stands as it came, and says so', () => {
    const nested = `${'['.repeat(8_000)}1${']'.repeat(8_000)}`;

    const { text, isTooLongIndented } = decoded(nested);

    expect({ isAsItCame: text === nested, isTooLongIndented }).toEqual({
      isAsItCame: true,
      isTooLongIndented: true,
    });
  });

  test('JSON of more lines than the page can show at once stands as it came too', () => {
    expect(prettyJson('[1,2,3]', { characters: 1_000, lines: 5 })).toBe('[\n  1,\n  2,\n  3\n]');
    expect(prettyJson('[1,2,3]', { characters: 1_000, lines: 4 })).toBe(undefined);
    expect(prettyJson('[1,2,3]', { characters: 16, lines: 5 })).toBe(undefined);
  });

  test('JSON that is asked for and is none stands as it is, and says why', () => {
    const { text, jsonProblem } = decoded('ON', 'json');

    expect({ text, hasProblem: jsonProblem !== undefined }).toEqual({ text: 'ON', hasProblem: true });
  });

  test('text that is asked for and is not UTF-8 is shown with marks, and says so', () => {
    const shown = decodePayload({ bytes: new Uint8Array([0x61, 0xff]), format: 'text', isPretty: false });

    expect(shown).toEqual({
      sniffed: 'hex',
      text: 'a�',
      jsonProblem: undefined,
      isLossy: true,
      isTooLongIndented: false,
      failure: undefined,
    });
  });

  test('a byte order mark stays', () => {
    expect(
      decodePayload({ bytes: new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), format: 'text', isPretty: false })
        .text,
    ).toBe('\uFEFFa');
  });
});

describe('indenting JSON', () => {
  test.each([
    ['12345678901234567890.10', '12345678901234567890.10'],
    ['{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
    ['{"x":{},"y":[ ]}', '{\n  "x": {},\n  "y": []\n}'],
    ['"a\\"{,:"', '"a\\"{,:"'],
    [' { "k" : "v" } ', '{\n  "k": "v"\n}'],
  ])('%s', (text, pretty) => {
    expect(prettyJson(text, { characters: 1_000, lines: 100 })).toBe(pretty);
  });
});
