import { recentExchanges } from './limits.ts';

/** Exchanges of a client that ended last, to know one that comes again. */
export class RecentExchanges {
  readonly #packetIds = new Uint16Array(recentExchanges);
  readonly #sequences = new Float64Array(recentExchanges);
  readonly #qos = new Uint8Array(recentExchanges);
  readonly #topics: string[] = [];
  #next = 0;

  add(packetId: number, qos: number, topic: string, sequence: number): void {
    const place = this.#next % recentExchanges;
    this.#packetIds[place] = packetId;
    this.#qos[place] = qos;
    this.#topics[place] = topic;
    this.#sequences[place] = sequence;
    this.#next += 1;
  }

  /** The newest so many, the oldest of them first, as `add` takes them. */
  newest(count: number): [packetId: number, qos: number, topic: string, sequence: number][] {
    const from = Math.max(0, this.#next - Math.min(count, recentExchanges));
    return Array.from({ length: this.#next - from }, (_, index) => {
      const place = (from + index) % recentExchanges;
      const [packetId = 0, qos = 0] = [this.#packetIds[place], this.#qos[place]];
      return [packetId, qos, this.#topics[place] ?? '', this.#sequences[place] ?? 0];
    });
  }

  /** The sequence number of the first packet of the newest such exchange. */
  find(packetId: number, qos: number, topic: string): number | undefined {
    const oldest = Math.max(0, this.#next - recentExchanges);
    for (let index = this.#next - 1; index >= oldest; index -= 1) {
      const place = index % recentExchanges;
      const isSame = this.#packetIds[place] === packetId && this.#qos[place] === qos;
      if (isSame && this.#topics[place] === topic) return this.#sequences[place];
    }
    return undefined;
  }
}

/** Link and sequence number of what came last. */
export interface LastInOrder {
  link: number;
  id: number;
}

/** What came last in one direction: acknowledgements of each kind, and what was sent again. */
export class LastOfDirection {
  readonly puback: LastInOrder = { link: 0, id: 0 };
  readonly pubrec: LastInOrder = { link: 0, id: 0 };
  readonly again: LastInOrder = { link: 0, id: 0 };

  all(): readonly LastInOrder[] {
    return [this.puback, this.pubrec, this.again];
  }
}

/** Whether the last handshakes took as long as a delayed acknowledgement of TCP. */
export interface DelayedRecently {
  /** One bit for each, the last one lowest. */
  bits: number;
  count: number;
  packets: number[];
  /** How long those took that took as long, in µs, the last ones. */
  took: readonly number[];
  /** When the last one that was looked at ended, µs since 1970. */
  endedAt: number;
}

/** How long something takes usually: a mean that forgets. */
class Usual {
  #mean = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** µs; 0 before the first. */
  get mean(): number {
    return this.#mean;
  }

  /** Goes on from what was kept. */
  restore(mean: number, count: number): void {
    this.#mean = mean;
    this.#count = count;
  }

  add(time: number): void {
    this.#count += 1;
    this.#mean += (time - this.#mean) / Math.min(this.#count, 64);
  }
}

/** What rules know of a client, over all its connections; see `findings`. */
export class ClientFacts {
  readonly client: string;
  /** How long its acknowledgements take, and those that it gets. */
  readonly byClient = new Usual();
  readonly byServer = new Usual();
  /** The shortest handshake of any kind, in µs. */
  shortest = Number.POSITIVE_INFINITY;
  /** How many exchanges ended. */
  done = 0;
  /** How many messages at QoS 1 and 2 it takes at once, and its server. */
  clientMaximum = 65_535;
  serverMaximum = 65_535;
  /** Made when something is remembered: few clients have it. */
  recent: RecentExchanges | undefined;
  order: { readonly received: LastOfDirection; readonly sent: LastOfDirection } | undefined;
  delayed: DelayedRecently | undefined;

  constructor(client: string) {
    this.client = client;
  }
}

/** The facts of clients, bounded in number: the one longest unseen goes first. */
export class Clients {
  readonly #most: number;
  readonly #facts = new Map<string, ClientFacts>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Those of a client that was met, as they are. */
  find(client: string): ClientFacts | undefined {
    return this.#facts.get(client);
  }

  of(client: string): ClientFacts {
    const known = this.#facts.get(client) ?? new ClientFacts(client);
    // Who has no name is nobody else's namesake.
    if (client === '') return known;
    this.#facts.delete(client);
    this.#facts.set(client, known);
    for (const oldest of this.#facts.keys()) {
      if (this.#facts.size <= this.#most) break;
      this.#facts.delete(oldest);
    }
    return known;
  }
}
