import { z } from 'zod';
import { qos } from '../../app/contract/areas/common.ts';
import type { Qos } from '../../app/mqtt/packet.ts';

/** Filters that are remembered, over all clients; beyond it the clients that subscribed longest ago are forgotten. */
const most = 20_000;

const held = z.object({
  granted: qos,
  /** The sequence number of the SUBACK. */
  packet: z.number(),
});

/** What a client is subscribed to, as keys and values. */
export const keptSubscriber = z.object({
  /** The connection that its session is on, or was on last. */
  link: z.number(),
  filters: z.array(z.tuple([z.string(), held])),
});

/** A filter that was granted. */
export interface GrantedFilter {
  readonly filter: string;
  readonly granted: Qos;
  readonly packet: number;
}

interface Subscriber {
  link: number;
  readonly filters: Map<string, z.infer<typeof held>>;
}

/** Which clients are subscribed to what, as SUBSCRIBE and UNSUBSCRIBE told; bounded in filters. */
export class Subscribers {
  readonly #byClient = new Map<string, Subscriber>();
  #filters = 0;

  /** It subscribes on that connection, beside what it has on the same session. */
  put(client: string, link: number, granted: readonly GrantedFilter[]): void {
    if (granted.length === 0) return;
    const known = this.#byClient.get(client) ?? { link, filters: new Map() };
    this.#byClient.delete(client);
    this.#byClient.set(client, known);
    known.link = link;
    this.#filters -= known.filters.size;
    for (const { filter, granted: qos, packet } of granted)
      known.filters.set(filter, { granted: qos, packet });
    this.#filters += known.filters.size;
    for (const oldest of this.#byClient.keys()) {
      if (this.#filters <= most) return;
      this.take(oldest);
    }
  }

  drop(client: string, filters: readonly string[]): void {
    const known = this.#byClient.get(client);
    for (const filter of filters) if (known?.filters.delete(filter) === true) this.#filters -= 1;
  }

  /** Its session goes on, on another connection. */
  moved(client: string, link: number): void {
    const known = this.#byClient.get(client);
    if (known !== undefined) known.link = link;
  }

  isOn(client: string, link: number): boolean {
    return this.#byClient.get(client)?.link === link;
  }

  /** What it was subscribed to: its session has ended. */
  take(client: string): readonly GrantedFilter[] {
    const known = this.#byClient.get(client);
    if (known === undefined) return [];
    this.#byClient.delete(client);
    this.#filters -= known.filters.size;
    return Array.from(known.filters, ([filter, one]) => ({ filter, ...one }));
  }

  kept(): readonly (readonly [string, z.infer<typeof keptSubscriber>])[] {
    return Array.from(this.#byClient, ([client, { link, filters }]) => [
      client,
      { link, filters: [...filters] },
    ]);
  }

  restore(kept: readonly (readonly [string, z.infer<typeof keptSubscriber>])[]): void {
    for (const [client, { link, filters }] of kept) {
      this.put(
        client,
        link,
        filters.map(([filter, one]) => ({ filter, ...one })),
      );
    }
  }
}
