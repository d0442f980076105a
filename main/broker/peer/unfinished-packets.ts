import type { Clock } from '../../../app/base/clock.ts';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Counters } from '../counters.ts';
import type { Timers } from '../timers.ts';
import type { Ending } from './ending.ts';

/** A network connection on which a packet has begun. */
interface Receiver {
  end(ending: Ending): void;
}

interface Unfinished {
  readonly bytes: number;
  /** µs since 1970. */
  readonly lastByte: number;
}

interface UnfinishedNeeds {
  readonly limits: BrokerLimits;
  readonly counters: Counters;
  readonly clock: Clock;
  readonly timers: Timers;
}

/**
 * What the broker keeps of packets whose rest has not come, over all connections. Beyond its bound the largest gives
 * way, as it costs the others most; one that does not grow for a while is not waited for any longer.
 */
export class UnfinishedPackets {
  readonly #needs: UnfinishedNeeds;
  /** Those that grew last are last. */
  readonly #all = new Map<Receiver, Unfinished>();
  #bytes = 0;
  #isWatching = false;

  constructor(needs: UnfinishedNeeds) {
    this.#needs = needs;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** After each read: so many bytes of a packet are there, 0 if none is begun. */
  note(receiver: Receiver, bytes: number): void {
    this.forget(receiver);
    if (bytes === 0) return;
    this.#all.set(receiver, { bytes, lastByte: this.#needs.clock.now() });
    this.#bytes += bytes;
    if (this.#bytes > this.#needs.limits.unfinishedBytes) this.#endLargest();
    this.#watch();
  }

  /** Nothing of it is kept any more. */
  forget(receiver: Receiver): void {
    this.#bytes -= this.#all.get(receiver)?.bytes ?? 0;
    this.#all.delete(receiver);
  }

  #endLargest(): void {
    let largest: Receiver | undefined;
    let most = 0;
    for (const [receiver, { bytes }] of this.#all) {
      if (bytes < most) continue;
      largest = receiver;
      most = bytes;
    }
    if (largest !== undefined) this.#end(largest, 'unfinished packets too large', tooMuch);
  }

  #end(receiver: Receiver, why: Parameters<Counters['drop']>[0], ending: Ending): void {
    this.forget(receiver);
    this.#needs.counters.drop(why);
    receiver.end(ending);
  }

  /** One timer for the one that grew longest ago. */
  #watch(): void {
    const [oldest] = this.#all.values();
    if (this.#isWatching || oldest === undefined) return;
    this.#isWatching = true;
    const { timers, limits } = this.#needs;
    const left = limits.unfinishedTime - this.#silence(oldest);
    timers.after(Math.max(1, Math.ceil(left)), () => {
      this.#isWatching = false;
      this.#endSilent();
      this.#watch();
    });
  }

  #endSilent(): void {
    for (const [receiver, unfinished] of this.#all) {
      if (this.#silence(unfinished) < this.#needs.limits.unfinishedTime) return;
      this.#end(receiver, 'packet never finished', tooSlow);
    }
  }

  /** Milliseconds. */
  #silence({ lastByte }: Unfinished): number {
    return (this.#needs.clock.now() - lastByte) / 1000;
  }
}

const tooMuch: Ending = {
  reasonCode: 0x97,
  why: 'The unfinished packets of all clients are too large, and the one of this client is the largest.',
  withWill: true,
};
const tooSlow: Ending = {
  reasonCode: 0x97,
  why: 'A packet was begun and its rest did not come.',
  withWill: true,
};
