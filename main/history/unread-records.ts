import { isDamage } from '../database/damage.ts';
import { keptTails } from './kept-tails.ts';
import type { UnreadRecords, UnreadSlice, UnreadWish } from './reader-messages.ts';
import type { SequenceRange, StoredUnit } from './stored-unit.ts';
import type { StoredUnits } from './stored-units.ts';
import { loadUnit } from './unit-cache.ts';

/** Milliseconds that one answer may take. */
const slice = 50;

/**
 * Which records cannot be read: those of units that are damaged, and those that no unit has any more. `path` is that of the
 * history.
 */
export function unreadIn(units: StoredUnits, path: string, name: string, wish: UnreadWish): UnreadSlice {
  return units.snapshot(() => {
    const until = performance.now() + slice;
    const found = new UnreadCount();
    const { to } = wish;
    let next = wish.from;
    try {
      const source = units.places.source(name);
      if (source === undefined) return { unread: undefined, next: to + 1 };
      // What is before the oldest one was let go.
      next = Math.max(next, firstOf(source, units, path, to));
      while (next <= to && performance.now() < until) {
        const unit = units.places.unitFrom(source, next);
        found.add(next, Math.min(to, (unit?.first ?? to + 1) - 1));
        const last = unit === undefined ? to : Math.max(next, unit.last);
        if (unit !== undefined && isWithin(unit, wish) && !isReadable(units, unit)) {
          found.add(Math.max(next, unit.first), last);
        }
        next = last + 1;
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
      // Where the others are cannot be read either.
      found.add(next, to);
      next = to + 1;
    }
    return { unread: found.sum, next };
  });
}

/** The oldest record that is there, or was until it was taken out of the history as damaged; beyond `to` if there is none. */
function firstOf(source: number, units: StoredUnits, path: string, to: number): number {
  const first = units.places.bounds(source)?.first ?? to + 1;
  // One that was followed by what is gone now was let go with it.
  const before = (found: number, kept: SequenceRange) => (kept.last === found - 1 ? kept.first : found);
  return keptTails(path, source).reduceRight(before, first);
}

class UnreadCount {
  sum: UnreadRecords | undefined;

  add(first: number, last: number): void {
    if (last < first) return;
    const { records, first: oldest } = this.sum ?? { records: 0, first };
    this.sum = { records: records + last - first + 1, first: oldest, last };
  }
}

function isWithin({ times }: StoredUnit, { after, before }: UnreadWish): boolean {
  if (times === undefined) return true;
  return (after === undefined || times.last >= after) && (before === undefined || times.first <= before);
}

function isReadable(units: StoredUnits, unit: StoredUnit): boolean {
  const { first, last }: SequenceRange = unit;
  try {
    units.withRecords(unit, (records) => loadUnit(first, last, records));
    return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
}
