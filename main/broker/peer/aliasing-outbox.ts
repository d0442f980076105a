import { packetIdOffset } from '../routing/publish-frame.ts';
import type { OutboundAliases } from '../session/outbound-aliases.ts';
import type { Outbox } from './outbox.ts';

/** Where a sender puts PUBLISH packets. */
export type PublishOutbox = Pick<
  Outbox,
  'pendingBytes' | 'isDiverted' | 'awaitStorage' | 'append' | 'appendPublish'
>;

/** Puts PUBLISH packets into an outbox with topic aliases. */
export class AliasingOutbox implements PublishOutbox {
  readonly #outbox: PublishOutbox;
  readonly #aliases: OutboundAliases;
  /** Bytes of the largest packet that the client takes. */
  readonly #limit: number;

  constructor(outbox: PublishOutbox, aliases: OutboundAliases, limit: number) {
    this.#outbox = outbox;
    this.#aliases = aliases;
    this.#limit = limit;
  }

  get pendingBytes(): number {
    return this.#outbox.pendingBytes;
  }

  get isDiverted(): boolean {
    return this.#outbox.isDiverted;
  }

  awaitStorage(): void {
    this.#outbox.awaitStorage();
  }

  append(frame: Uint8Array): void {
    if (this.isDiverted) this.#outbox.append(frame);
    else this.#outbox.append(this.#aliases.apply(frame, this.#limit));
  }

  appendPublish(frame: Uint8Array, header: number, offset: number, id: number): void {
    // What faults drop or let be overtaken must not change what an alias stands for.
    if (this.isDiverted) {
      this.#outbox.appendPublish(frame, header, offset, id);
      return;
    }
    const aliased = this.#aliases.apply(frame, this.#limit);
    this.#outbox.appendPublish(aliased, header, packetIdOffset(aliased), id);
  }
}
