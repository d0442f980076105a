import type { ExchangeSink } from './exchange.ts';

/** Gathers contiguous PUBLISH at QoS 0, and tells the sink of each run. */
export class QosZeroRun {
  readonly #sink: ExchangeSink;
  #first = 0;
  #count = 0;
  #firstTime = 0;
  #lastTime = 0;

  constructor(sink: ExchangeSink) {
    this.#sink = sink;
  }

  add(sequence: number, time: number): void {
    if (this.#count === 0) {
      this.#first = sequence;
      this.#firstTime = time;
    }
    this.#lastTime = time;
    this.#count += 1;
  }

  end(): void {
    if (this.#count === 0) return;
    const run = {
      first: this.#first,
      count: this.#count,
      outcome: 'complete',
      firstTime: this.#firstTime,
      lastTime: this.#lastTime,
    } as const;
    this.#count = 0;
    this.#sink.run(run);
  }
}
