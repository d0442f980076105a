import type { ContractError } from '../../app/contract/answer.ts';

/** Why a list stands still: the user scrolled away from the newest row, or asked for it. */
export type ArrivalMode = 'live' | 'scrolled' | 'held';

/** What a feed says of rows in order of arrival: those from `first` up to but not including `end` exist. */
export interface Arrivals {
  readonly first: number;
  readonly end: number;
  /** Older rows are still being looked for: `first` will go down. */
  readonly counting: boolean;
}

/** A list of what arrives, as a window has it. */
export interface ArrivalList<Value extends Arrivals> {
  readonly value: Value | undefined;
  readonly problem: ContractError | undefined;
  readonly mode: ArrivalMode;
  /** The end of the list when it began to stand still; what is beyond it is new. */
  readonly heldEnd: number;
  /** Rows that the budget let go since this list is shown. */
  readonly evicted: number;
}

export const noArrivals = {
  value: undefined,
  problem: undefined,
  mode: 'live',
  heldEnd: 0,
  evicted: 0,
} as const satisfies ArrivalList<never>;

/** How many rows came since the list began to stand still. */
export function newRows({ value, mode, heldEnd }: ArrivalList<Arrivals>): number {
  return mode === 'live' || value === undefined ? 0 : Math.max(0, value.end - heldEnd);
}

/** The list in another mode: where it began to stand still is remembered. */
export function inMode(list: ArrivalList<Arrivals>, mode: ArrivalMode) {
  return { mode, heldEnd: list.mode === 'live' ? (list.value?.end ?? 0) : list.heldEnd };
}

export function heldOrLive({ mode }: ArrivalList<Arrivals>): ArrivalMode {
  return mode === 'live' ? 'held' : 'live';
}
