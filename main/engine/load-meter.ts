import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../../app/base/clock.ts';

/** Milliseconds between two looks at whether the thread is free. */
const resolution = 20;

/** How busy this process was since it was last asked. */
export class LoadMeter {
  readonly #clock: Clock;
  readonly #delays = monitorEventLoopDelay({ resolution });
  #busy = 0;
  #usage = process.cpuUsage();
  #at: number;
  #cpu = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.now();
    this.#delays.enable();
  }

  /** Percent of one core and milliseconds that it was busy at once, over half a second at least; resident bytes. */
  read(): { cpu: number; memory: number; busy: number } {
    const now = this.#clock.now();
    const elapsed = now - this.#at;
    if (elapsed >= 500_000) {
      const { user, system } = process.cpuUsage(this.#usage);
      this.#usage = process.cpuUsage();
      this.#at = now;
      this.#cpu = (100 * (user + system)) / elapsed;
      // Nobody wants to know how it was while nobody looked.
      const isOfNow = elapsed < 3_000_000;
      this.#busy = isOfNow ? Math.max(0, this.#delays.max / 1e6 - resolution) : 0;
      this.#delays.reset();
    }
    return { cpu: this.#cpu, memory: process.memoryUsage.rss(), busy: this.#busy };
  }
}
