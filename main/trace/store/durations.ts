import type { Histogram } from 'hdr-histogram-js';
import { build } from 'hdr-histogram-js';
import type { LatencyValue } from '../../../app/contract/areas/trace/trace.ts';

type Percentiles = LatencyValue['all'];

/** Durations in µs, of which percentiles can be told: to one in a hundred, the longest exactly. */
export class Durations {
  /** It grows with the longest that it was told of. */
  readonly #histogram: Histogram = build({
    autoResize: true,
    numberOfSignificantValueDigits: 2,
    useWebAssembly: false,
  });
  #longest = 0;

  add(microseconds: number): void {
    // It counts whole numbers from 1 on.
    this.#histogram.recordValue(Math.max(1, Math.round(microseconds)));
    this.#longest = Math.max(this.#longest, microseconds);
  }

  addAll(others: Durations): void {
    this.#histogram.add(others.#histogram);
    this.#longest = Math.max(this.#longest, others.#longest);
  }

  percentiles(): Percentiles {
    const count = this.#histogram.totalCount;
    if (count === 0) return { count };
    // The histogram answers with the end of a piece of its scale.
    const at = (percentile: number) =>
      Math.min(this.#longest, this.#histogram.getValueAtPercentile(percentile));
    return { count, p50: at(50), p95: at(95), p99: at(99), max: this.#longest };
  }
}
