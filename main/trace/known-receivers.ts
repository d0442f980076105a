import { KnownSets } from '../capture/known-sets.ts';
import type { NamedReceiver } from '../capture/receiver-set.ts';
import { readReceivers } from '../capture/receiver-set.ts';
import { receiversKnown } from './limits.ts';
import type { Scene } from './scene.ts';
import type { Routed } from './watch.ts';

/** Those of one record for whom a message is. */
interface ReceiversOfRecord {
  readonly named: readonly NamedReceiver[];
  readonly routed: Routed;
  /** Shared subscriptions, of whose members one gets it. */
  readonly shares: number;
}

/** Remembers for whom messages are, by the record that names the receivers. */
export class KnownReceivers {
  readonly #scene: Scene;
  readonly #sets = new KnownSets<ReceiversOfRecord>(receiversKnown);

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** A record that names them. */
  take(text: string, sequence: number): ReceiversOfRecord {
    const { receivers, shares, cut } = readReceivers(text);
    const routed: Routed = {
      clients: receivers.map(({ client }) => client),
      receivers,
      hasMore: shares.length + cut > 0,
    };
    return this.#sets.put(sequence, { named: receivers, routed, shares: shares.length }, receivers.length);
  }

  /** Named long before, perhaps by what the tracker before this one took. */
  at(sequence: number): ReceiversOfRecord | undefined {
    const known = this.#sets.get(sequence);
    if (known !== undefined) return known;
    const text = this.#scene.source.receiversAt?.(sequence);
    return text === undefined ? undefined : this.take(text, sequence);
  }
}
