import { describe, expect, test } from 'vitest';
import { clampTop, rowAfterKey, rowsOfWheel, thumbOf, topOfThumb, topToShow } from './row-scroll.ts';

const million = { count: 1_000_000, visible: 25.5 };
const few = { count: 10, visible: 25.5 };

describe('scrolling by row numbers', () => {
  test('stays between the first row and the last screen', () => {
    expect([clampTop(-3, million), clampTop(2e6, million), clampTop(4, few)]).toEqual([0, 999_974.5, 0]);
  });

  test('shows a row with the least movement', () => {
    expect(topToShow(10, 20, million)).toBe(10);
    expect(topToShow(30, 20, million)).toBe(20);
    expect(topToShow(46, 20, million)).toBe(21.5);
  });

  test('arrows, pages, Home and End lead to rows that exist', () => {
    const rowAfter = (key: string, row: number | undefined) => rowAfterKey(key, row, million);

    expect(
      ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => rowAfter(key, 100)),
    ).toEqual([101, 99, 124, 76, 0, 999_999]);
    expect([rowAfter('ArrowUp', 0), rowAfter('ArrowDown', 999_999)]).toEqual([0, 999_999]);
    expect([rowAfter('ArrowDown', undefined), rowAfter('ArrowUp', undefined)]).toEqual([0, 0]);
    expect([rowAfter('x', 3), rowAfterKey('Home', 0, { count: 0, visible: 5 })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('the thumb never gets too small to grasp, and reaches both ends', () => {
    expect(thumbOf(0, million, 600)).toEqual({ offset: 0, length: 28 });
    expect(thumbOf(999_974.5, million, 600)).toEqual({ offset: 572, length: 28 });
    expect(thumbOf(0, few, 600)).toBeUndefined();
  });

  test('dragging the thumb is the inverse of drawing it', () => {
    const thumb = thumbOf(123_456, million, 600);

    expect(topOfThumb(thumb?.offset ?? 0, million, 600)).toBeCloseTo(123_456, 6);
  });

  test('a wheel speaks pixels, lines or pages', () => {
    expect([rowsOfWheel(48, 0, 24, 25), rowsOfWheel(3, 1, 24, 25), rowsOfWheel(1, 2, 24, 25)]).toEqual([
      2, 3, 25,
    ]);
  });
});
