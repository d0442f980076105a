import type { KeptMessage } from '../routing/kept-message.ts';
import type { Copy } from '../routing/message.ts';
import type { KeptMessages } from './kept-messages.ts';
import type { SessionJournal } from './session-journal.ts';

/** One message on its way to one receiver at QoS 1 or 2. */
export interface Delivery extends Copy {
  readonly message: KeptMessage;
  /** The filter of the shared subscription that it came by, as the client wrote it; undefined if by none. */
  readonly share: string | undefined;
}

/** Deliveries that wait for their turn, in order, with their weight in bytes. */
export class DeliveryQueue {
  journal: SessionJournal | undefined;
  readonly #kept: KeptMessages;
  #items: Delivery[] = [];
  #head = 0;
  #bytes = 0;
  #taken = 0;

  constructor(kept: KeptMessages) {
    this.#kept = kept;
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How many have been taken from its front so far. */
  get taken(): number {
    return this.#taken;
  }

  /** The one that `ahead` others are before. */
  at(ahead: number): Delivery | undefined {
    return this.#items[this.#head + ahead];
  }

  push(delivery: Delivery): void {
    this.#items.push(delivery);
    this.#bytes += delivery.message.weight;
    this.#kept.keep(delivery.message);
    this.journal?.queueChanged();
  }

  shift(): Delivery | undefined {
    const delivery = this.#items[this.#head];
    if (delivery === undefined) return undefined;
    this.#head += 1;
    this.#taken += 1;
    this.journal?.queueChanged();
    this.#gone(delivery);
    this.#compact();
    return delivery;
  }

  /** Takes out those that are meant, wherever they are; the others stay in order. */
  takeOut(isMeant: (delivery: Delivery) => boolean): readonly Delivery[] {
    if (this.length === 0) return [];
    const first = this.#items.findIndex((delivery, index) => index >= this.#head && isMeant(delivery));
    if (first === -1) return [];
    const taken: Delivery[] = [];
    const rest = this.#items.slice(first);
    this.truncate(first - this.#head);
    for (const delivery of rest) {
      if (isMeant(delivery)) taken.push(delivery);
      else this.push(delivery);
    }
    return taken;
  }

  /** Takes away the newest ones, so many that `left` are left. */
  truncate(left: number): void {
    this.journal?.queueCut(left);
    if (this.length <= left) return;
    const end = this.#head + left;
    for (let index = end; index < this.#items.length; index += 1) this.#gone(this.#items[index]);
    this.#items.length = Math.min(end, this.#items.length);
    this.#compact();
  }

  #gone(delivery: Delivery | undefined): void {
    if (delivery === undefined) return;
    this.#bytes -= delivery.message.weight;
    this.#kept.release(delivery.message);
  }

  /** Drops the part that has been shifted out when it is the larger half: no delivery is kept for long after. */
  #compact(): void {
    if (this.#head < 64 && this.#head < this.#items.length) return;
    if (this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
