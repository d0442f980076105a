const microseconds = 1_000_000n;

/** How the times of one interface of a pcapng file are told (its `if_tsresol` and `if_tsoffset`). */
export class InterfaceClock {
  readonly #perSecond: bigint;
  /** µs */
  readonly #offset: number;
  readonly #isMicroseconds: boolean;

  /** `resolution` is the option's byte: a negative power of 10, or of 2 with the highest bit. */
  constructor(resolution: number, offsetSeconds: number) {
    const power = BigInt(resolution & 0x7f);
    this.#perSecond = (resolution & 0x80) === 0 ? 10n ** power : 2n ** power;
    this.#isMicroseconds = this.#perSecond === microseconds;
    this.#offset = offsetSeconds * 1_000_000;
  }

  /** Whole µs since 1970; one that is before that or after the year 2255 is taken for the nearest that is not. */
  time(high: number, low: number): number {
    return Math.max(0, Math.min(this.#timeOf(high, low) + this.#offset, Number.MAX_SAFE_INTEGER));
  }

  #timeOf(high: number, low: number): number {
    if (this.#isMicroseconds && high < 0x20_0000) return high * 2 ** 32 + low;
    const units = (BigInt(high) << 32n) | BigInt(low);
    return Number((units * microseconds) / this.#perSecond);
  }
}
