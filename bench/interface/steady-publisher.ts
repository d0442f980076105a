import type { Socket } from 'node:net';
import { StampedFrames } from './stamped-frames.ts';

/** Milliseconds between two probes, spread so that they do not beat with the pictures of a page. */
const probeEvery = { least: 40, spread: 60 };

const topics = Array.from({ length: 1_000 }, (_, index) => {
  const device = String(index % 100).padStart(2, '0');
  return `bench/line-${Math.floor(index / 100)}/device-${device}`;
});

/** Publishes to one topic after the other, as many in a second as it is told, and a probe of its own topic beside it. */
export class SteadyPublisher {
  /** Messages a second. */
  rate = 0;
  readonly #socket: Socket;
  readonly #frames = new StampedFrames(topics, 148);
  readonly #probe = new StampedFrames(['bench/a-probe'], 40);
  #next = 0;
  #owed = 0;
  #last = performance.now();
  #probeAt = 0;
  #published = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Messages so far, probes left out. */
  get published(): number {
    return this.#published;
  }

  /** Publishes what is due by now. */
  publish(): void {
    const now = performance.now();
    this.#owed += (this.rate * (now - this.#last)) / 1_000;
    this.#last = now;
    if (this.rate > 0 && now >= this.#probeAt) {
      this.#probeAt = now + probeEvery.least + Math.random() * probeEvery.spread;
      this.#socket.write(this.#probe.stamped(0, 1));
    }
    // What a stalled machine could not publish in time is not made up for: the page would be measured on a burst.
    this.#owed = Math.min(this.#owed, this.rate / 10);
    // The broker pushes back: there is nothing to gain by more.
    if (this.#socket.writableNeedDrain) this.#owed = 0;
    while (this.#owed >= 1) this.#send(Math.min(Math.floor(this.#owed), this.#frames.count - this.#next));
  }

  #send(count: number): void {
    this.#socket.write(this.#frames.stamped(this.#next, count));
    this.#owed -= count;
    this.#published += count;
    this.#next = (this.#next + count) % this.#frames.count;
  }
}
