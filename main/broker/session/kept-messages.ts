import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { KeptMessage } from '../routing/kept-message.ts';

/** Bytes that each place in which a message is kept is counted with. */
const placeWeight = 128;

/** What all sessions together keep for their clients. A message that many keep is one: it is counted once. */
export class KeptMessages {
  readonly #limits: Pick<BrokerLimits, 'allQueuedBytes'>;
  #bytes = 0;
  #count = 0;

  constructor(limits: Pick<BrokerLimits, 'allQueuedBytes'>) {
    this.#limits = limits;
  }

  /** Messages, however many keep them. */
  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hasRoomFor(message: KeptMessage): boolean {
    const weight = message.places > 0 ? placeWeight : placeWeight + message.weight;
    return this.#bytes + weight <= this.#limits.allQueuedBytes;
  }

  /** It has one more place. */
  keep(message: KeptMessage): void {
    this.#bytes += message.places === 0 ? placeWeight + message.weight : placeWeight;
    if (message.places === 0) this.#count += 1;
    message.places += 1;
  }

  /** It has one place less; when it has none left, it is gone. */
  release(message: KeptMessage): void {
    message.places -= 1;
    if (message.places === 0) this.#count -= 1;
    this.#bytes -= message.places === 0 ? placeWeight + message.weight : placeWeight;
  }
}
