import type { Publisher } from './pressure.ts';

/** µs that a turn of the event loop may go on reading from those who send without a pause. */
const share = 5_000;

/**
 * Lets no sender keep the others waiting. A socket that always has more is read 32 times before the next one is looked
 * at: with 50 receivers for each message that took seconds, measured by a PINGREQ beside it. So whoever is read when a
 * turn has had its share rests until the turn is over.
 */
export class ReadingShare {
  #spent: number | undefined;
  #resting: Publisher[] = [];

  /** After a read, which took so many µs to work off. */
  taken(sender: Publisher, microseconds: number): void {
    if (this.#spent === undefined) setImmediate(() => this.#end());
    this.#spent = (this.#spent ?? 0) + microseconds;
    if (this.#spent < share) return;
    sender.hold();
    this.#resting.push(sender);
  }

  #end(): void {
    const resting = this.#resting;
    this.#spent = undefined;
    this.#resting = [];
    for (const sender of resting) sender.release();
  }
}
