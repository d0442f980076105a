/**
 * The arithmetic of a list that is scrolled by row numbers instead of pixels: an element of a browser ends at
 * 33,554,428 px, which is 1.4 million rows. Positions count rows and may be fractions of one.
 */

/** How much there is and how much of it shows. */
export interface RowExtent {
  readonly count: number;
  /** Rows that fit, a fraction for one that fits in part. */
  readonly visible: number;
}

/** The nearest position that leaves no more room below than need be. */
export function clampTop(top: number, { count, visible }: RowExtent): number {
  return Math.max(0, Math.min(top, count - visible));
}

/** The position that shows a row whole, moving as little as possible. */
export function topToShow(row: number, top: number, extent: RowExtent): number {
  if (row < top) return clampTop(row, extent);
  return row + 1 > top + extent.visible ? clampTop(row + 1 - extent.visible, extent) : top;
}

/** The row that a key leads to, or undefined when the key is not one that moves. */
export function rowAfterKey(
  key: string,
  row: number | undefined,
  { count, visible }: RowExtent,
): number | undefined {
  const page = Math.max(1, Math.floor(visible) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: (row ?? -1) + 1,
    ArrowUp: (row ?? 1) - 1,
    PageDown: (row ?? 0) + page,
    PageUp: (row ?? 0) - page,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  if (next === undefined || count === 0) return undefined;
  return Math.max(0, Math.min(next, count - 1));
}

/** Where the thumb of the scrollbar is, in pixels of its track. */
export interface Thumb {
  readonly offset: number;
  readonly length: number;
}

const leastThumb = 28;

/** Undefined when everything shows. */
export function thumbOf(top: number, { count, visible }: RowExtent, track: number): Thumb | undefined {
  if (count <= visible || track <= 0) return undefined;
  const length = Math.min(track, Math.max(leastThumb, (visible / count) * track));
  return { offset: (Math.min(top, count - visible) / (count - visible)) * (track - length), length };
}

/** The position that the thumb stands for after it was dragged to `offset`. */
export function topOfThumb(offset: number, extent: RowExtent, track: number): number {
  const thumb = thumbOf(0, extent, track);
  if (thumb === undefined || track <= thumb.length) return 0;
  return clampTop((offset / (track - thumb.length)) * (extent.count - extent.visible), extent);
}

/** Rows that a turn of the wheel stands for; `deltaMode` as in the event: pixels, lines, pages. */
export function rowsOfWheel(delta: number, deltaMode: number, rowHeight: number, visible: number): number {
  if (deltaMode === 1) return delta;
  return deltaMode === 2 ? delta * visible : delta / rowHeight;
}
