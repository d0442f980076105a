import { expect, test } from 'vitest';
import type { Placement } from './placement.ts';
import { place } from './placement.ts';

const primary = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };

function at(x: number, y: number, width: number, height: number): Placement {
  return { x, y, width, height, isMaximized: false, isFullScreen: false };
}

test('the first window stands in the middle of the primary display', () => {
  expect(place(undefined, [primary, right])).toEqual(at(240, 90, 1440, 900));
});

test('a window opens where it was, on whichever display', () => {
  expect(place(at(2000, 50, 900, 700), [primary, right])).toEqual(at(2000, 50, 900, 700));
});

test('a window whose display is gone comes to the middle of the primary one', () => {
  expect(place(at(2000, 50, 900, 700), [primary])).toEqual(at(510, 190, 900, 700));
});

test('a window that hangs over an edge is moved in', () => {
  expect(place(at(-300, 900, 1000, 600), [primary])).toEqual(at(0, 480, 1000, 600));
});

test('a window is never larger than its display, nor too small to use', () => {
  const small = { x: 0, y: 0, width: 1024, height: 600 };

  expect(place(at(10, 10, 3000, 2000), [small])).toEqual(at(0, 0, 1024, 600));
  expect(place(at(10, 10, 20, 20), [primary])).toEqual(at(10, 10, 800, 500));
});

test('a maximized window stays so', () => {
  const remembered = { ...at(10, 10, 900, 700), isMaximized: true };

  expect(place(remembered, [primary])).toEqual(remembered);
});
