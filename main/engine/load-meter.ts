import type { Clock } from '../../app/base/clock.ts';

/** How busy this process was since it was last asked. */
export class LoadMeter {
  readonly #clock: Clock;
  #usage = process.cpuUsage();
  #at: number;
  #cpu = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.now();
  }

  /** Percent of one core, over half a second at least, and resident bytes. */
  read(): { cpu: number; memory: number } {
    const now = this.#clock.now();
    const elapsed = now - this.#at;
    if (elapsed >= 500_000) {
      const { user, system } = process.cpuUsage(this.#usage);
      this.#usage = process.cpuUsage();
      this.#at = now;
      this.#cpu = (100 * (user + system)) / elapsed;
    }
    return { cpu: this.#cpu, memory: process.memoryUsage.rss() };
  }
}
