// Not from the package's index: that would bring along what writes histograms to files.
import { constructorFromBucketSize } from 'hdr-histogram-js/dist/JsHistogramFactory.js';
import type { LatencyValue } from '../../../app/contract/areas/trace/trace.ts';

/** Its counts are of 32 bits. */
const CountingHistogram = constructorFromBucketSize(32);

/** In µs; only their number where that is 0. */
export type Percentiles = Omit<LatencyValue['all'], 'volume'>;

/** Durations in µs, of which percentiles can be told: to one in a hundred, the longest exactly. */
export class Durations {
  readonly #histogram = new CountingHistogram(1, 2, 2);
  #longest = 0;

  constructor() {
    // It grows with the longest that it is told of.
    this.#histogram.autoResize = true;
  }

  add(microseconds: number): void {
    // It counts whole numbers from 1 on.
    this.#histogram.recordValue(Math.max(1, Math.round(microseconds)));
    this.#longest = Math.max(this.#longest, microseconds);
  }

  addAll(others: Durations): void {
    this.#histogram.add(others.#histogram);
    this.#longest = Math.max(this.#longest, others.#longest);
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  percentiles(): Percentiles {
    const { count } = this;
    if (count === 0) return { count };
    // The histogram answers with the end of a piece of its scale.
    const at = (percentile: number) =>
      Math.min(this.#longest, this.#histogram.getValueAtPercentile(percentile));
    return { count, p50: at(50), p95: at(95), p99: at(99), max: this.#longest };
  }
}
