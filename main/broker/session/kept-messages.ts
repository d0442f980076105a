import type { Message } from '../routing/message.ts';
import { weightOf } from '../routing/message.ts';

/** Bytes that each place in which a message is kept is counted with. */
const placeWeight = 128;

/** What all sessions together keep for their clients. A message that many keep is one: it is counted once. */
export class KeptMessages {
  readonly #places = new Map<Message, number>();
  readonly #limit: number;
  #bytes = 0;

  /** `limit` in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hasRoomFor(message: Message): boolean {
    const weight = this.#places.has(message) ? placeWeight : placeWeight + weightOf(message);
    return this.#bytes + weight <= this.#limit;
  }

  /** It has one more place. */
  keep(message: Message): void {
    const places = this.#places.get(message) ?? 0;
    this.#places.set(message, places + 1);
    this.#bytes += places === 0 ? placeWeight + weightOf(message) : placeWeight;
  }

  /** It has one place less; when it has none left, it is gone. */
  release(message: Message): void {
    const places = this.#places.get(message);
    if (places === undefined) return;
    if (places > 1) this.#places.set(message, places - 1);
    else this.#places.delete(message);
    this.#bytes -= places > 1 ? placeWeight : placeWeight + weightOf(message);
  }
}
