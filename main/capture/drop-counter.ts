/**
 * `overload`: the disk could not keep up. `disk`: nothing could be written. `size`: the record alone was too long.
 * `notes`: the disk could not keep up, and what was let go is only what became of messages. `ended`: what stores them
 * ended by a mistake of ours.
 */
export type DropReason = 'overload' | 'disk' | 'size' | 'notes' | 'ended';

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

type Count = { -readonly [Key in keyof Drops]: Drops[Key] };

/** Counts what is dropped, in all and since it was last told. Under overload that is what happens most, so it makes nothing. */
export class DropCounter {
  readonly #totals = new Map<DropReason, Count>();
  readonly #untold = new Map<DropReason, Count>();

  count(reason: DropReason, isMessage: boolean, bytes: number, time: number, records = 1): void {
    add(this.#totals, reason, isMessage, bytes, time, records);
    add(this.#untold, reason, isMessage, bytes, time, records);
  }

  get hasUntold(): boolean {
    return this.#untold.size > 0;
  }

  takeUntold(): readonly Drops[] {
    const untold = [...this.#untold.values()];
    this.#untold.clear();
    return untold;
  }

  totals(): readonly Drops[] {
    return Array.from(this.#totals.values(), (count) => ({ ...count }));
  }
}

function add(
  counts: Map<DropReason, Count>,
  reason: DropReason,
  isMessage: boolean,
  bytes: number,
  time: number,
  records: number,
): void {
  let count = counts.get(reason);
  if (count === undefined) {
    count = { reason, records: 0, messages: 0, bytes: 0, since: time };
    counts.set(reason, count);
  }
  count.records += records;
  if (isMessage) count.messages += 1;
  count.bytes += bytes;
}
