import type { SessionJournal } from './session-journal.ts';

/** Identifiers of QoS 2 messages taken over from a client whose PUBREL has not come [MQTT-4.3.3-10]. */
export class Receiving {
  journal: SessionJournal | undefined;
  readonly #ids = new Set<number>();

  get size(): number {
    return this.#ids.size;
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  add(id: number): void {
    this.#ids.add(id);
    this.journal?.receivingChanged(id);
  }

  /** Says whether it was there. */
  delete(id: number): boolean {
    const isKnown = this.#ids.delete(id);
    if (isKnown) this.journal?.receivingChanged(id);
    return isKnown;
  }
}
