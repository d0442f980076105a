import type { Filter } from '../../../app/filter/filter.ts';
import { NeedleScan } from '../../history/search/needle-scan.ts';
import { needlesOf } from '../../history/search/needles.ts';
import type { LoadedUnit } from '../../history/unit-cache.ts';

/**
 * Tells from the bytes of a unit of the history, looked through once, which of its messages may pass a filter: those that
 * have some text in them without which none does. A dear expression is tried on these only.
 */
export class MessageNeedles {
  readonly #scan: NeedleScan | undefined;
  readonly #found = new WeakMap<LoadedUnit, ReadonlySet<number>>();

  constructor(filter: Filter) {
    const needles = needlesOf(filter);
    this.#scan = needles.length === 0 ? undefined : new NeedleScan(needles);
  }

  /** False where the record at `index` of the unit is none that passes. */
  mayPass(unit: LoadedUnit, index: number): boolean {
    if (this.#scan === undefined) return true;
    const found = this.#found.get(unit) ?? new Set(this.#scan.recordsIn(unit, 0, unit.offsets.length));
    this.#found.set(unit, found);
    return found.has(index);
  }
}
