import { describe, expect, test } from 'vitest';
import { asciiText, byteAfterKey, bytesPerRow, byteText, offsetText, rowCount } from './hex-rows.ts';

describe('bytes in rows', () => {
  test('sixteen stand in a row where they fit, else eight, else four', () => {
    expect([570, 400, 270, 0].map((pixels) => bytesPerRow(pixels, 7.2))).toEqual([16, 8, 4, 4]);
  });

  test('an empty payload has one row', () => {
    expect([rowCount(0, 16), rowCount(16, 16), rowCount(17, 16)]).toEqual([1, 1, 2]);
  });

  test('are written as offset, digits and letters', () => {
    expect([
      offsetText(0x1f0),
      offsetText(0x1234567),
      byteText(10),
      asciiText(0x41),
      asciiText(0x7f),
    ]).toEqual(['0001f0', '1234567', '0a', 'A', '·']);
  });

  test.each([
    ['ArrowRight', 5, 6],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 5, 13],
    ['ArrowUp', 5, 0],
    ['PageDown', 5, 77],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['ArrowDown', 98, 99],
    ['ArrowRight', undefined, 0],
    ['x', 5, undefined],
  ])('%s from %s leads to %s', (key, from, to) => {
    expect(byteAfterKey(key, from, 100, 8, 10)).toBe(to);
  });
});
