import type { Percentiles } from './durations.ts';
import { Durations } from './durations.ts';
import { keptGroups, shownGroups } from './limits.ts';

/** How long what has a name took; µs. */
export interface LatencyGroup extends Percentiles {
  readonly name: string;
}

/** Durations by name, bounded: those of names that are seldom are told together. */
export class LatencyGroups {
  readonly #named = new Map<string, Durations>();
  readonly #others = new Durations();

  add(name: string, took: number): void {
    this.#of(name).add(took);
  }

  addAll(others: LatencyGroups): void {
    for (const [name, durations] of others.#named) this.#of(name).addAll(durations);
    this.#others.addAll(others.#others);
  }

  /** Those with the most, the most first; and the rest together, if there is one. */
  most(): { readonly groups: readonly LatencyGroup[]; readonly others: Percentiles | undefined } {
    const sorted = this.#sorted();
    const rest = new Durations();
    rest.addAll(this.#others);
    for (const [, durations] of sorted.slice(shownGroups)) rest.addAll(durations);
    const groups = sorted
      .slice(0, shownGroups)
      .map(([name, durations]) => ({ name, ...durations.percentiles() }));
    return { groups, others: rest.count === 0 ? undefined : rest.percentiles() };
  }

  #of(name: string): Durations {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    if (this.#named.size >= 2 * keptGroups) this.#fold();
    const durations = new Durations();
    this.#named.set(name, durations);
    return durations;
  }

  /** Makes room for new names. */
  #fold(): void {
    for (const [name, durations] of this.#sorted().slice(keptGroups)) {
      this.#others.addAll(durations);
      this.#named.delete(name);
    }
  }

  #sorted(): readonly (readonly [string, Durations])[] {
    return [...this.#named].sort(([one, a], [other, b]) => b.count - a.count || (one < other ? -1 : 1));
  }
}
