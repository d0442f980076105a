import { assert } from '../../../app/base/assert.ts';
import type { Delivery } from './delivery.ts';
import type { KeptMessages } from './kept-messages.ts';
import type { SessionJournal } from './session-journal.ts';

/** Where a QoS 1 or 2 delivery stands: PUBLISH is out, or PUBREL is out and the message itself is let go. */
type InFlightEntry =
  | { readonly state: 'published'; readonly delivery: Delivery }
  | { readonly state: 'released' };

export const released: InFlightEntry = Object.freeze({ state: 'released' });
const highestId = 65_535;

/** The deliveries of a session that are not acknowledged yet, by packet identifier, in the order of sending. */
export class InFlight {
  journal: SessionJournal | undefined;
  readonly #entries = new Map<number, InFlightEntry>();
  readonly #kept: KeptMessages;
  #lastId = 0;
  #bytes = 0;

  constructor(kept: KeptMessages) {
    this.#kept = kept;
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes a delivery and gives it an identifier that is not in use [MQTT-2.2.1-4]. */
  begin(delivery: Delivery): number {
    const id = this.#freeId();
    this.#entries.set(id, { state: 'published', delivery });
    this.#bytes += delivery.message.weight;
    this.#kept.keep(delivery.message);
    this.journal?.inFlightChanged(id);
    return id;
  }

  /** As it was before a restart; in the order in which it was sent. */
  restore(id: number, entry: InFlightEntry): void {
    this.#entries.set(id, entry);
    this.#lastId = id;
    if (entry.state !== 'published') return;
    this.#bytes += entry.delivery.message.weight;
    this.#kept.keep(entry.delivery.message);
  }

  get(id: number): InFlightEntry | undefined {
    return this.#entries.get(id);
  }

  /** PUBREC came: from now on only PUBREL is sent [MQTT-4.3.3-6]. Keeps its place in the order. */
  release(id: number): void {
    this.#forget(id);
    this.#entries.set(id, released);
    this.journal?.inFlightChanged(id);
  }

  end(id: number): void {
    this.#forget(id);
    this.#entries.delete(id);
    this.journal?.inFlightChanged(id);
  }

  clear(): void {
    if (this.#entries.size === 0) return;
    for (const id of this.#entries.keys()) this.#forget(id);
    this.#entries.clear();
  }

  entries(): Iterable<readonly [id: number, entry: InFlightEntry]> {
    return this.#entries;
  }

  #forget(id: number): void {
    const entry = this.#entries.get(id);
    if (entry?.state !== 'published') return;
    this.#bytes -= entry.delivery.message.weight;
    this.#kept.release(entry.delivery.message);
  }

  #freeId(): number {
    assert(this.#entries.size < highestId, 'an identifier is free');
    do {
      this.#lastId = (this.#lastId % highestId) + 1;
    } while (this.#entries.has(this.#lastId));
    return this.#lastId;
  }
}
