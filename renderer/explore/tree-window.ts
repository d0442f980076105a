import type { NodeId, TreeValue } from '../../app/contract/areas/tree.ts';

/** Where the tree stands on screen: at a row, held by the node that is on it. */
interface TreePosition {
  /** The row at the upper edge, a fraction when it shows in part. */
  readonly top: number;
  /** The node of that row, if its row is at hand. At the very top nothing is held: new first rows show. */
  readonly anchor: NodeId | undefined;
}

/** What is asked of the feed. */
export interface TreeRequest {
  readonly from: number;
  readonly count: number;
  readonly anchor: { readonly node: NodeId; readonly offset: number } | undefined;
}

/** Rows asked for beyond each edge of the screen, so that scrolling finds them there. */
const beyond = 30;
/** Rows left beyond an edge at which more are asked for. */
const least = 10;
/** The contract's bound. */
const mostRows = 200;

export const atTop: TreePosition = { top: 0, anchor: undefined };

/** The row at the upper edge now: rows that came above the anchor move it along. */
export function topNow(position: TreePosition, value: TreeValue | undefined): number {
  if (value === undefined || position.anchor === undefined) return position.top;
  const at = value.rows.findIndex((row) => row.node === position.anchor);
  return at < 0 ? position.top : value.from + at + (position.top % 1);
}

/** The position at a row, held by its node if the value has it. */
export function positionAt(top: number, value: TreeValue | undefined): TreePosition {
  if (top <= 0) return atTop;
  return { top, anchor: value?.rows[Math.floor(top) - value.from]?.node };
}

/**
 * The row at the upper edge of what is drawn. While nothing of the screen is at hand, as after a jump, the nearest rows
 * that are stand there: to empty the screen and to fill it again would flicker, and cost the page as much as the jump.
 */
export function drawnTop(top: number, visible: number, value: TreeValue | undefined): number {
  if (value === undefined || value.rows.length === 0) return top;
  const end = value.from + value.rows.length;
  if (top >= end) return Math.max(value.from, end - Math.ceil(visible));
  return top + visible <= value.from ? value.from : top;
}

/**
 * What to ask the feed for, given what it was asked for last and what it said. The same request comes back while the
 * screen lies well within it: each new one costs the engine a read.
 */
export function planRequest(
  last: TreeRequest | undefined,
  position: TreePosition,
  visible: number,
  value: TreeValue | undefined,
): TreeRequest {
  const top = topNow(position, value);
  if (last !== undefined && isWithin(last, position, top, visible, value)) return last;
  const from = Math.max(0, Math.floor(top) - beyond);
  return {
    from,
    count: Math.min(mostRows, Math.floor(top) - from + Math.ceil(visible) + 1 + beyond),
    anchor:
      position.anchor === undefined ? undefined : { node: position.anchor, offset: Math.floor(top) - from },
  };
}

function isWithin(
  last: TreeRequest,
  position: TreePosition,
  top: number,
  visible: number,
  value: TreeValue | undefined,
): boolean {
  if ((position.anchor === undefined) !== (last.anchor === undefined)) return false;
  const from = value?.from ?? last.from;
  const end = from + last.count;
  const isAboveFilled = from === 0 || top - from >= least;
  const isBelowFilled = end - (top + visible) >= least || (value !== undefined && end >= value.total);
  return isAboveFilled && isBelowFilled;
}
