import type { ContractError } from '../../app/contract/answer.ts';
import type { ArrivalList, Arrivals } from './arrival-list.ts';
import type { FeedSlot } from './feed-slot.ts';

interface Following<Params, Value extends Arrivals> {
  /** The place on screen that follows the feed. */
  readonly slot: (
    onValue: (value: Value) => void,
    onProblem: (problem: ContractError) => void,
  ) => FeedSlot<Params>;
  /** What the rows are of: those of another have other numbers, and nothing on screen holds any more. */
  readonly subjectOf: (params: Params) => string;
  /** What they are narrowed to: what is on screen stays until there is something to show in its place, as one types. */
  readonly narrowingOf: (params: Params) => string;
  /** Another list begins. */
  readonly began: (changed: Partial<ArrivalList<Value>>) => void;
  readonly came: (changed: {
    readonly value: Value;
    readonly problem: undefined;
    readonly evicted: number;
  }) => void;
  readonly ended: (changed: { readonly problem: ContractError }) => void;
}

/** Follows a list of what arrives; answers the verb that says which, or that nobody looks any more. */
export function followArrivals<Params, Value extends Arrivals>(
  following: Following<Params, Value>,
): (params: Params | undefined) => void {
  const { subjectOf, narrowingOf, began, came, ended } = following;
  let subject: string | undefined;
  let narrowing: string | undefined;
  // While older rows are counted `first` goes down; where it rises, rows went.
  let lowest: number | undefined;
  let before: Arrivals | undefined;
  const slot = following.slot(
    (value) => {
      if (isAnew(value, before)) lowest = undefined;
      before = value;
      lowest = Math.min(lowest ?? value.first, value.first);
      came({ value, problem: undefined, evicted: value.first - lowest });
    },
    (problem) => ended({ problem }),
  );
  return (params) => {
    const next = params === undefined ? undefined : subjectOf(params);
    if (next !== subject) {
      subject = next;
      narrowing = undefined;
      slot.follow(undefined);
      began({ value: undefined, problem: undefined });
    }
    if (params === undefined) return;
    const narrowed = narrowingOf(params);
    if (narrowed === narrowing) {
      slot.move(params);
      return;
    }
    narrowing = narrowed;
    lowest = undefined;
    before = undefined;
    began({ evicted: 0, mode: 'live' });
    slot.follow(params);
  };
}

/** Its rows were numbered anew, or are counted once more, by another worker: nothing went. */
function isAnew(value: Arrivals, before: Arrivals | undefined): boolean {
  if (before === undefined) return false;
  return value.end < before.end || (value.counting && !before.counting);
}
