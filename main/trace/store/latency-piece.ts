import type { LatencyValue } from '../../../app/contract/areas/trace/trace.ts';
import { Durations } from './durations.ts';

/** What is known of a piece of time: how long what began in it took, and how many exchanges that is. */
export class LatencyPiece {
  readonly #durations = new Durations();
  #volume = 0;

  measured(took: number): void {
    this.#durations.add(took);
  }

  began(exchanges: number): void {
    this.#volume += exchanges;
  }

  add(other: LatencyPiece): void {
    this.#durations.addAll(other.#durations);
    this.#volume += other.#volume;
  }

  value(): LatencyValue['all'] {
    return { ...this.#durations.percentiles(), volume: this.#volume };
  }
}
