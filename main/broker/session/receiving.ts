import type { SessionJournal } from './session-journal.ts';

/** Identifiers of a page, and bytes that have a bit for each. */
const pageIds = 256;
const pageBytes = pageIds / 8;

/**
 * Identifiers of QoS 2 messages taken over from a client whose PUBREL has not come [MQTT-4.3.3-10]. A bit for each: who
 * never sends PUBREL may have 65,535 of them, in every session.
 */
export class Receiving {
  journal: SessionJournal | undefined;
  readonly #pages = new Map<number, Uint8Array>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    return ((this.#pages.get(pageOf(id))?.[byteOf(id)] ?? 0) & bitOf(id)) !== 0;
  }

  add(id: number): void {
    if (!this.has(id)) {
      this.#flip(id);
      this.#size += 1;
    }
    this.journal?.receivingChanged(id);
  }

  /** Says whether it was there. */
  delete(id: number): boolean {
    if (!this.has(id)) return false;
    this.#flip(id);
    this.#size -= 1;
    if (this.#size === 0) this.#pages.clear();
    this.journal?.receivingChanged(id);
    return true;
  }

  #flip(id: number): void {
    const page = this.#pages.get(pageOf(id)) ?? new Uint8Array(pageBytes);
    this.#pages.set(pageOf(id), page);
    page[byteOf(id)] = (page[byteOf(id)] ?? 0) ^ bitOf(id);
  }
}

function pageOf(id: number): number {
  return Math.floor(id / pageIds);
}

function byteOf(id: number): number {
  return (id % pageIds) >> 3;
}

function bitOf(id: number): number {
  return 1 << (id & 7);
}
