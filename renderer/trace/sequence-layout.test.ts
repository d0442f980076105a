import { expect, test } from 'vitest';
import { layoutSequence } from './sequence-layout.ts';

const at = (...times: number[]) => times.map((time) => ({ time, isContext: false, noteLines: 1 }));

test('in order each step has a row, and a long silence is folded into a mark with its length', () => {
  const layout = layoutSequence(at(0, 400, 600, 5_000_600, 5_001_000), false);

  expect(layout.tops).toEqual([38, 84, 130, 198, 244]);
  expect(layout.folds).toEqual([{ top: 176, before: 3, gap: 5_000_000 }]);
  expect(layout.scale).toBeUndefined();
});

test('to scale twice the time is twice the distance, down to a row and up to a fold', () => {
  const layout = layoutSequence(at(0, 100, 200, 400, 410, 2_000_000), true);

  expect(layout.scale).toBe(100);
  expect(layout.tops.map((top, index) => top - (layout.tops[index - 1] ?? 0))).toEqual([
    38, 46, 46, 92, 46, 68,
  ]);
  expect(layout.folds.map(({ gap }) => gap)).toEqual([1_999_590]);
});

test('the box is around the steps of the exchange, with what stands between them, and not around the rest', () => {
  const steps = [true, false, true, false, true].map((isContext, time) => ({
    time,
    isContext,
    noteLines: 1,
  }));

  const { tops, box } = layoutSequence(steps, false);

  expect(tops).toEqual([10, 84, 130, 176, 232]);
  expect(box).toEqual({ top: 56, bottom: 227 });
});

test('a note of two lines makes its step higher, and the box around it', () => {
  const steps = [1, 2, 2].map((noteLines, time) => ({ time, isContext: false, noteLines }));

  expect(layoutSequence(steps, false)).toMatchObject({ tops: [38, 84, 146], box: { top: 10, bottom: 213 } });
});

test('without steps there is nothing to place', () => {
  expect(layoutSequence([], false)).toEqual({
    tops: [],
    folds: [],
    box: undefined,
    height: 20,
    scale: undefined,
  });
});
