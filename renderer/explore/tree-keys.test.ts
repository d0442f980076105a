import { describe, expect, test } from 'vitest';
import { treeKeyAction } from './tree-keys.ts';

const closed = { children: 3, open: false, depth: 1 };
const open = { children: 3, open: true, depth: 1 };
const leaf = { children: 0, open: false, depth: 1 };

describe('keys of the tree, by the ARIA tree grid pattern', () => {
  test('right opens a closed branch, goes into an open one, and leaves a leaf alone', () => {
    expect([closed, open, leaf].map((row) => treeKeyAction('ArrowRight', row))).toEqual([
      'open',
      'first child',
      undefined,
    ]);
  });

  test('left closes an open branch, and goes to the parent of anything else', () => {
    expect([closed, open, leaf].map((row) => treeKeyAction('ArrowLeft', row))).toEqual([
      'parent',
      'close',
      'parent',
    ]);
    expect(treeKeyAction('ArrowLeft', { ...leaf, depth: 0 })).toBeUndefined();
  });

  test('Enter and the space bar turn a branch over', () => {
    expect([treeKeyAction('Enter', closed), treeKeyAction(' ', open), treeKeyAction('Enter', leaf)]).toEqual([
      'open',
      'close',
      undefined,
    ]);
  });
});
