import { expect, test } from 'vitest';
import { covers } from './covers.ts';

test.each([
  ['lab/temp', 'lab/temp', true],
  ['lab/temp', 'lab/+', false],
  ['lab/+', 'lab/temp', true],
  ['lab/+', 'lab/+', true],
  ['lab/+', 'lab/#', false],
  ['lab/+', 'lab', false],
  ['lab/#', 'lab', true],
  ['lab/#', 'lab/#', true],
  ['lab/#', 'lab/+/temp', true],
  ['lab/#', '+/temp', false],
  ['lab/#', '#', false],
  ['#', '#', true],
  ['#', 'a/b', true],
  ['#', '$SYS/#', false],
  ['+/x', '$SYS/x', false],
  ['$SYS/#', '$SYS/broker/+', true],
  ['/+', '/', true],
  ['a/+/c', 'a/b/c/d', false],
])('%s covers %s: %s', (filter, asked, isCovered) => {
  expect(covers(filter, asked)).toBe(isCovered);
});
