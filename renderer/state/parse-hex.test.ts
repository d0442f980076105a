import { describe, expect, test } from 'vitest';
import { parseHex } from './parse-hex.ts';

describe('hex as it is typed', () => {
  test.each(['0a1bff', '0A 1B FF', '0a:1b:ff', '0x0a, 0x1b,\n0xff', ' 0a-1b-ff '])('%j', (text) => {
    expect(parseHex(text)).toEqual({ ok: true, bytes: new Uint8Array([0x0a, 0x1b, 0xff]) });
  });

  test('may be nothing', () => {
    expect(parseHex(' ')).toEqual({ ok: true, bytes: new Uint8Array() });
  });

  test.each([
    ['0a zz', { ok: false, why: 'digit', position: 3 }],
    ['0a1', { ok: false, why: 'odd', position: 2 }],
    ['0x0', { ok: false, why: 'odd', position: 2 }],
    ['0a0x', { ok: true, bytes: new Uint8Array([0x0a]) }],
  ])('%j', (text, parsed) => {
    expect(parseHex(text)).toEqual(parsed);
  });
});
