import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonTokens } from './json-tokens.ts';

const seed = Date.now();

describe(`colouring a payload (seed ${seed})`, () => {
  test('tells keys, strings, numbers and literals apart', () => {
    expect(jsonTokens('{"temp": -71.9e1, "mode":"auto","ok":true}')).toEqual([
      { kind: 'other', text: '{' },
      { kind: 'key', text: '"temp"' },
      { kind: 'other', text: ': ' },
      { kind: 'number', text: '-71.9e1' },
      { kind: 'other', text: ', ' },
      { kind: 'key', text: '"mode"' },
      { kind: 'other', text: ':' },
      { kind: 'string', text: '"auto"' },
      { kind: 'other', text: ',' },
      { kind: 'key', text: '"ok"' },
      { kind: 'other', text: ':' },
      { kind: 'literal', text: 'true' },
      { kind: 'other', text: '}' },
    ]);
  });

  test('copes with a text that is cut within a string', () => {
    expect(jsonTokens('{"a\\"b":"cu')).toEqual([
      { kind: 'other', text: '{' },
      { kind: 'key', text: '"a\\"b"' },
      { kind: 'other', text: ':' },
      { kind: 'string', text: '"cu' },
    ]);
  });

  test('leaves alone what is no JSON', () => {
    expect(jsonTokens('running 12 of "true"')).toEqual([{ kind: 'other', text: 'running 12 of "true"' }]);
    expect(jsonTokens('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'other', text: '<img src=x onerror=alert(1)>' },
    ]);
  });

  test('colours a bare number', () => {
    expect(jsonTokens('21.5')).toEqual([{ kind: 'number', text: '21.5' }]);
  });

  test('the pieces joined are the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.string().map((text) => `{${text}`),
        ),
        (text) => {
          expect(
            jsonTokens(text)
              .map((token) => token.text)
              .join(''),
          ).toBe(text);
        },
      ),
      { seed },
    );
  });
});
