/** `overload`: the disk could not keep up. `disk`: nothing could be written. `size`: the record alone was too long. */
export type DropReason = 'overload' | 'disk' | 'size';

/** Records that were not stored. */
export interface Drops {
  readonly reason: DropReason;
  readonly records: number;
  /** Of these, PUBLISH packets. */
  readonly messages: number;
  readonly bytes: number;
  /** When the first of them was dropped, µs since 1970. */
  readonly since: number;
}

/** Counts what is dropped, in all and since it was last told. */
export class DropCounter {
  readonly #totals = new Map<DropReason, Drops>();
  #untold = new Map<DropReason, Drops>();

  count(reason: DropReason, isMessage: boolean, bytes: number, time: number): void {
    for (const drops of [this.#totals, this.#untold]) {
      const before = drops.get(reason) ?? { reason, records: 0, messages: 0, bytes: 0, since: time };
      drops.set(reason, {
        ...before,
        records: before.records + 1,
        messages: before.messages + (isMessage ? 1 : 0),
        bytes: before.bytes + bytes,
      });
    }
  }

  get hasUntold(): boolean {
    return this.#untold.size > 0;
  }

  takeUntold(): readonly Drops[] {
    const untold = [...this.#untold.values()];
    this.#untold = new Map();
    return untold;
  }

  totals(): readonly Drops[] {
    return [...this.#totals.values()];
  }
}
