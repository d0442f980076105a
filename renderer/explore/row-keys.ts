/** Which element shows which row: the one at `index` from the upper edge has the key `(index + offset) % size`. */
export interface RowKeys {
  /** At least as many as there are rows on screen. */
  readonly size: number;
  readonly offset: number;
}

/**
 * Of rows that move by less than this share of the screen each keeps its element, which only the few that come make anew;
 * else every element keeps its place and shows another row: to move an element costs the browser as much as to make one,
 * and most of what a flood cost the page was that.
 */
const fewMoved = 1 / 4;

/** The keys when the rows have moved so many places down, or up. */
export function movedKeys(keys: RowKeys | undefined, size: number, moved: number): RowKeys {
  if (keys?.size !== size) return { size, offset: 0 };
  if (moved === 0 || Math.abs(moved) > size * fewMoved) return keys;
  return { size, offset: (((keys.offset - moved) % size) + size) % size };
}

/** The key of the element at an index. */
export function keyAt({ size, offset }: RowKeys, index: number): number {
  return (index + offset) % size;
}
