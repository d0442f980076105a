import { expect, test } from 'vitest';
import type { RowKeys } from './row-keys.ts';
import { keyAt, movedKeys } from './row-keys.ts';

const size = 8;

function keysOf(keys: RowKeys): readonly number[] {
  return Array.from({ length: size }, (_, index) => keyAt(keys, index));
}

test('where few rows come each row keeps its element, and those that come take the ones of those that went', () => {
  const before = movedKeys(undefined, size, 0);

  const down = movedKeys(before, size, 2);
  const back = movedKeys(down, size, -2);

  expect([before, down, back].map(keysOf)).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7],
    [6, 7, 0, 1, 2, 3, 4, 5],
    [0, 1, 2, 3, 4, 5, 6, 7],
  ]);
});

test('where many come every element stays where it is', () => {
  const before = movedKeys(movedKeys(undefined, size, 0), size, 1);

  const after = movedKeys(before, size, 3);

  expect(keysOf(after)).toEqual(keysOf(before));
});

test('another number of rows on screen begins anew', () => {
  const keys = movedKeys(movedKeys({ size, offset: 3 }, size + 1, 2), size + 1, 0);

  expect(keys).toEqual({ size: size + 1, offset: 0 });
});
