import { describe, expect, test } from 'vitest';
import type { TreeRow, TreeValue } from '../../app/contract/areas/tree.ts';
import { nodeId } from '../../app/contract/areas/tree.ts';
import { atTop, drawnTop, planRequest, positionAt, topNow } from './tree-window.ts';

const node = (id: number) => nodeId.parse(id);

/** A value whose rows have the nodes from `firstNode` up. */
function valueWith(from: number, count: number, firstNode: number, total = 1000): TreeValue {
  const rows = Array.from(
    { length: count },
    (_, index): TreeRow => ({
      node: node(firstNode + index),
      depth: 0,
      name: { text: '', cut: 0 },
      siblings: total,
      position: 1,
      children: 0,
      open: false,
      messages: 0,
      below: 0,
      rate: 0,
      sparkline: [],
      last: undefined,
      matches: false,
    }),
  );
  return { total, from, rows, focusRow: undefined, topics: total, matching: undefined, evicted: 0 };
}

describe('the window of the tree', () => {
  test('at the very top nothing is held', () => {
    expect(planRequest(undefined, atTop, 25, undefined)).toEqual({ from: 0, count: 56, anchor: undefined });
    expect(positionAt(0, valueWith(0, 86, 100))).toEqual(atTop);
  });

  test('rows that come above the held row do not move the screen', () => {
    const position = positionAt(10.5, valueWith(0, 86, 100));

    expect(position).toEqual({ top: 10.5, anchor: 110 });
    expect(topNow(position, valueWith(0, 86, 97))).toBe(13.5);
  });

  test('the same request serves while the screen lies well within it', () => {
    const value = valueWith(70, 86, 170);
    const request = planRequest(undefined, positionAt(100, value), 25, value);

    expect(request).toEqual({ from: 70, count: 86, anchor: { node: 200, offset: 30 } });
    expect(planRequest(request, positionAt(110, value), 25, value)).toBe(request);
    expect(planRequest(request, positionAt(125, value), 25, value)).toEqual({
      from: 95,
      count: 86,
      anchor: { node: 225, offset: 30 },
    });
  });

  test('a jump asks by row, and what comes is held then', () => {
    const before = valueWith(0, 86, 100);
    const jumped = positionAt(500, before);
    const request = planRequest(undefined, jumped, 25, before);
    const after = valueWith(470, 86, 570);

    expect(request).toEqual({ from: 470, count: 86, anchor: undefined });
    expect(positionAt(500, after)).toEqual({ top: 500, anchor: 600 });
  });

  test('while the rows of a jump are awaited the nearest at hand are drawn', () => {
    const value = valueWith(470, 86, 570);

    expect([0, 440, 450, 480, 555, 600].map((top) => drawnTop(top, 25.5, value))).toEqual([
      470, 470, 450, 480, 555, 530,
    ]);
    expect([drawnTop(7, 25, undefined), drawnTop(7, 25, valueWith(0, 0, 0, 0))]).toEqual([7, 7]);
  });

  test('at the end nothing more is asked for', () => {
    const value = valueWith(914, 86, 1014);
    const request = { from: 914, count: 86, anchor: { node: node(1030), offset: 0 } };

    expect(planRequest(request, positionAt(975, value), 25, value)).toBe(request);
  });
});
