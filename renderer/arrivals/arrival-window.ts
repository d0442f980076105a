import type { ArrivalMode } from '../state/arrival-list.ts';

/**
 * Rows in order of arrival have numbers that stay while their feed lives; places on screen count from 0 at the upper
 * edge of the table. Which is which depends on the order.
 */
export interface ArrivalOrder {
  readonly first: number;
  readonly end: number;
  readonly isNewestFirst: boolean;
}

/** Where on screen the row with this number stands. */
export function placeOfRow(row: number, { first, end, isNewestFirst }: ArrivalOrder): number {
  return isNewestFirst ? end - 1 - row : row - first;
}

/** The number of the row that stands there. */
export function rowAtPlace(place: number, { first, end, isNewestFirst }: ArrivalOrder): number {
  return isNewestFirst ? end - 1 - place : first + place;
}

/** Where the table stands while it does not follow: the row at its upper edge, and how much of it is scrolled away. */
export interface ArrivalPosition {
  readonly row: number;
  readonly fraction: number;
}

/** The place at the upper edge that shows the newest rows. */
export function newestTop(order: ArrivalOrder, visible: number): number {
  return order.isNewestFirst ? 0 : Math.max(0, order.end - order.first - visible);
}

/** True when the place at the upper edge shows the newest row. */
export function isAtNewest(top: number, order: ArrivalOrder, visible: number): boolean {
  const edge = newestTop(order, visible);
  return order.isNewestFirst ? top <= edge : top >= edge - 0.01;
}

/**
 * The place at the upper edge while the table stands still. Where fewer rows than fit were there when that began, the
 * room below them stays empty: a row that came since would push those that are being read.
 */
export function stillTop(top: number, heldEnd: number, order: ArrivalOrder, visible: number): number {
  const lowest = order.end - order.first - visible;
  const newestHeld = order.isNewestFirst ? placeOfRow(heldEnd - 1, order) : 0;
  return Math.max(0, Math.min(top, Math.max(lowest, newestHeld)));
}

/** What is asked of the feed. */
export type ArrivalWindow =
  | { readonly at: 'end'; readonly count: number }
  | { readonly at: 'row'; readonly from: number; readonly count: number };

const beyond = 40;
const least = 15;
const mostRows = 200;

/**
 * What to ask the feed for. While it follows: the end. Else the rows around the screen; the same window comes back while
 * the screen lies well within it.
 */
export function planWindow(
  last: ArrivalWindow | undefined,
  top: number,
  visible: number,
  order: ArrivalOrder,
  mode: ArrivalMode,
): ArrivalWindow {
  const shown = Math.ceil(visible) + 1;
  if (mode === 'live') {
    // There is nothing beyond the end.
    const count = Math.min(mostRows, shown + beyond);
    return last?.at === 'end' && last.count === count ? last : { at: 'end', count };
  }
  const count = Math.min(mostRows, shown + 2 * beyond);
  const [one, other] = [rowAtPlace(top, order), rowAtPlace(top + visible, order)];
  const lowest = Math.max(order.first, Math.floor(Math.min(one, other)));
  const highest = Math.min(order.end, Math.ceil(Math.max(one, other)) + 1);
  if (last?.at === 'row') {
    const isBelowFilled = last.from <= order.first || lowest - last.from >= least;
    const isAboveFilled = last.from + last.count >= order.end || last.from + last.count - highest >= least;
    if (isBelowFilled && isAboveFilled && last.count === count) return last;
  }
  return { at: 'row', from: Math.max(order.first, lowest - beyond), count };
}
