import type { Wire } from './wire.ts';

/** Beyond this many bytes that the broker does not take, nothing more is read from it. */
const maximumWaiting = 1_048_576;
/** Milliseconds between two looks at whether reading may go on. */
const lookEvery = 10;

/** Whether the wire is read: not while MQTT.js, the broker or what stands behind `mustWait` cannot keep up. */
export class Reading {
  readonly #wire: Wire;
  readonly #mustWait: () => boolean;
  #hasBegun = false;
  #streamIsFull = false;
  #brokerIsSlow = false;
  /** Runs while nothing is read because `mustWait` said so. */
  #look: NodeJS.Timeout | undefined;

  /** `mustWait` is asked after each read: nothing more is read while it says so. */
  constructor(wire: Wire, mustWait: () => boolean) {
    this.#wire = wire;
    this.#mustWait = mustWait;
  }

  /** What comes is MQTT. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
  }

  /** Something was read. */
  came(): void {
    if (this.#look === undefined && this.#mustWait()) this.#wait();
  }

  /** Something was written. */
  went(): void {
    if (this.#wire.waiting <= maximumWaiting) return;
    this.#brokerIsSlow = true;
    this.#wire.pause();
  }

  drained(): void {
    if (this.#wire.waiting > maximumWaiting) return;
    this.#brokerIsSlow = false;
    this.#resume();
  }

  /** MQTT.js takes no more for now. */
  streamFilled(): void {
    this.#streamIsFull = true;
    this.#wire.pause();
  }

  streamEmptied(): void {
    this.#streamIsFull = false;
    this.#resume();
  }

  /** The link is over. */
  stop(): void {
    clearInterval(this.#look);
  }

  #wait(): void {
    this.#wire.pause();
    this.#look = setInterval(() => {
      if (this.#mustWait()) return;
      clearInterval(this.#look);
      this.#look = undefined;
      this.#resume();
    }, lookEvery);
  }

  #resume(): void {
    const mayRead = !this.#streamIsFull && !this.#brokerIsSlow && this.#look === undefined;
    if (mayRead && this.#hasBegun) this.#wire.resume();
  }
}
