import type { Direction } from '../../../app/contract/areas/common.ts';
import type { PublishPacket } from '../../../app/mqtt/packet.ts';
import type { Random } from '../../../app/mqtt/testing/random.ts';
import type { DeliveryEvent } from '../../capture/delivery-layout.ts';
import { ack, connack, connect, publish } from './packets.ts';
import { Records } from './records.ts';

const directions = ['received', 'sent'] as const;
const acknowledgements = ['puback', 'pubrec', 'pubrel', 'pubcomp'] as const;
const publishers = ['press', 'oven', 'mill'] as const;
const readers = ['historian', 'panel'] as const;
const others = Array.from({ length: 38 }, (_, number) => `reader ${number}`);
const receivers = [...readers, ...others] as const;
const endings = ['queued', 'dropped', 'expired', 'withheld', 'session-over'] as const;
/** Packet identifiers that come again and again; the last one has the place of the first. */
const usedAgain = [1, 2, 3, 4, 257] as const;
/** Packet identifiers that follow each other otherwise. */
const mostIds = 500;

/**
 * What the embedded broker records of publishers, of subscribers that come and go, and of what it does with the copies:
 * most of it as it should be. One publisher and one subscriber at a time have most to say and to hear.
 */
export class BrokerTraffic {
  readonly records = new Records();
  readonly #random: Random;
  readonly #links = new Map<string, number>();
  readonly #named: number;
  readonly #messages: number[] = [];
  /** What may be answered, the newest last: by whom, and which way the answer goes. */
  readonly #asked: [client: string, direction: Direction, id: number][] = [];
  #publisher: string = publishers[0];
  #reader: string = readers[0];
  #newestLink = 0;
  #id = 0;

  constructor(random: Random) {
    this.#random = random;
    for (const client of [...publishers, ...receivers]) this.#comes(client);
    this.#named = this.records.receivers(receivers);
  }

  /** So many steps of it. */
  go(steps: number): Records {
    for (let step = 0; step < steps; step += 1) this.#step(this.#random.below(28));
    return this.records;
  }

  #step(kind: number): void {
    const random = this.#random;
    if (kind < 4) this.#publishes();
    else if (kind < 10) this.#sends();
    else if (kind < 20) this.#answers();
    else if (kind < 21) this.#routes();
    else if (random.oneIn(4)) this.#unusual(kind);
  }

  #unusual(kind: number): void {
    const random = this.#random;
    if (kind === 21) this.#sends({ dup: true });
    else if (kind === 22) this.#sends({ qos: 0 });
    else if (kind === 23) this.#publishes({ retain: true });
    else if (kind === 24) this.#publishes({ dup: true });
    else if (kind === 25 && random.oneIn(4)) this.#notes(random.pick(endings));
    else if (kind === 26 && random.oneIn(4)) this.#comesAgain();
    else if (kind === 27) this.#timePasses();
  }

  #linkOf(client: string): number {
    return this.#links.get(client) ?? 0;
  }

  #nextId(): number {
    this.#id = (this.#id % mostIds) + 1;
    return this.#random.oneIn(8) ? this.#random.pick(usedAgain) : this.#id;
  }

  #comes(client: string): void {
    this.#newestLink += 1;
    const link = this.#newestLink;
    this.#links.set(client, link);
    const says = connect(client, { cleanStart: false, properties: { sessionExpiryInterval: 3_600 } });
    this.records
      .opened(link)
      .packet(link, 'received', says)
      .packet(link, 'sent', connack(this.#random.oneIn(2)));
  }

  /** Some are taken over, and their old connection is closed later or says something yet. */
  #comesAgain(): void {
    const client = this.#random.pick([...publishers, ...receivers]);
    if (this.#random.oneIn(2)) this.records.closed(this.#linkOf(client));
    this.#comes(client);
  }

  #publishes(what: Partial<PublishPacket> = {}): void {
    const random = this.#random;
    const client = random.oneIn(8) ? random.pick(publishers) : this.#publisher;
    const packet = publish('a', random.pick([1, 2]), this.#nextId(), what);
    this.#messages.push(this.records.next);
    this.#asked.push([client, 'sent', packet.id]);
    this.records.packet(this.#linkOf(client), 'received', packet);
  }

  #routes(): void {
    const receivers = this.#random.pick([0, this.#named]);
    this.records.note({ event: 'routed', message: this.#messages.at(-1) ?? 0, receivers });
  }

  #sends(what: { readonly dup?: boolean; readonly qos?: number } = {}): void {
    const random = this.#random;
    const client = random.oneIn(8) ? random.pick(receivers) : this.#reader;
    const message = this.#messages.at(-1 - random.below(3)) ?? 0;
    const packetId = this.#nextId();
    this.#asked.push([client, 'received', packetId]);
    const link = this.#linkOf(client);
    this.records.note({ event: 'sent', message, link, packetId, qos: random.pick([1, 2]), ...what });
  }

  #notes(event: DeliveryEvent): void {
    const link = this.#linkOf(this.#random.pick(receivers));
    this.records.note({ event, message: this.#messages.at(-1) ?? 0, link, qos: 1 });
  }

  #answers(): void {
    const random = this.#random;
    const [client, usual, id] = this.#asked.at(-1 - random.below(6)) ?? [this.#reader, 'received', 1];
    const type = random.pick(acknowledgements);
    const back = usual === 'sent' ? 'received' : 'sent';
    const direction = random.oneIn(16) ? random.pick(directions) : type === 'pubrel' ? back : usual;
    this.records.packet(this.#linkOf(client), direction, ack(type, id));
  }

  #timePasses(): void {
    const random = this.#random;
    if (random.oneIn(2)) this.records.time += 500_000;
    else [this.#publisher, this.#reader] = [random.pick(publishers), random.pick(readers)];
  }
}
