import type { LatencyValue } from '../../../app/contract/areas/trace/trace.ts';
import { Durations } from './durations.ts';
import { LatencyGroups } from './latency-groups.ts';

/** What is known of a piece of time: how long what began in it took, and how many exchanges that is. */
export class LatencyPiece {
  readonly #durations = new Durations();
  #volume = 0;
  #groups: LatencyGroups | undefined;

  /** `name`: what it is told apart by, if it is. */
  measured(took: number, name: string | undefined): void {
    this.#durations.add(took);
    if (name === undefined) return;
    this.#groups ??= new LatencyGroups();
    this.#groups.add(name, took);
  }

  began(exchanges: number): void {
    this.#volume += exchanges;
  }

  add(other: LatencyPiece): void {
    this.#durations.addAll(other.#durations);
    this.#volume += other.#volume;
    if (other.#groups === undefined) return;
    this.#groups ??= new LatencyGroups();
    this.#groups.addAll(other.#groups);
  }

  /** By name, if something was measured that has one. */
  groups(): ReturnType<LatencyGroups['most']> | undefined {
    return this.#groups?.most();
  }

  value(): LatencyValue['all'] {
    return { ...this.#durations.percentiles(), volume: this.#volume };
  }
}
