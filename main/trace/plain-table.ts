import { assert } from '../../app/base/assert.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { LinkTrace } from './link-trace.ts';
import type { State } from './machines/transition.ts';
import type { Moment } from './moment.ts';
import type { Beginning } from './open-exchange.ts';
import { OpenExchange } from './open-exchange.ts';

/** Places, told by the lowest bits of a packet identifier: who counts up has as many in flight before two meet. */
const fewestPlaces = 256;
const mostPlaces = 16_384;
/** Packets of a handshake at QoS 2. */
const mostPackets = 4;

/** By the number of the packet type that is awaited (clause 2.1.2), 0 for none: where the exchange stands. */
const states: readonly State[] = ['over', 'over', 'over', 'over', 'puback', 'pubrec', 'pubrel', 'pubcomp'];
/** By the QoS: PUBACK or PUBREC. */
const firstAwaited: readonly number[] = [0, 4, 5];
/** By the number of an acknowledgement: PUBREL after PUBREC, PUBCOMP after PUBREL. */
const awaitedAfter: readonly number[] = [0, 0, 0, 0, 0, 6, 7, 0];

/** What a table is of: those that clients begin, or their server. A delivery is what the embedded broker begins. */
export interface PlainSide {
  readonly kind: 'publish' | 'delivery';
  readonly isOfClient: boolean;
}

/** A handshake that begins. */
interface PlainStart {
  readonly sequence: number;
  /** µs since 1970. */
  readonly time: number;
  readonly packetId: number;
  readonly qos: Qos;
  readonly topic: string;
  /** Of a delivery: the sequence number of its PUBLISH; else 0. */
  readonly message: number;
}

/** Plain handshakes in flight that one end of a link began, as columns of numbers by place. */
export class PlainTable {
  readonly #side: PlainSide;
  #places = 0;
  #isTooSmall = true;
  /** 0 for a place that is free. */
  #packetIds = new Uint16Array(0);
  #awaited = new Uint8Array(0);
  #qos = new Uint8Array(0);
  #counts = new Uint8Array(0);
  /** How many packets of it were told of. */
  #told = new Uint8Array(0);
  #hasMoved = false;
  /** Numbers that are whole stay so in a list: out of a Float64Array each would come as an object. */
  #packets: number[] = [];
  #doneBefore: number[] = [];
  #firstTimes = new Float64Array(0);
  #lastTimes = new Float64Array(0);
  #topics: string[] = [];
  /** Of deliveries. */
  #messages: number[] = [];
  #link: LinkTrace | undefined;
  /** What is the same for all that are in flight, and what stands for each of them in turn. */
  #common: Beginning | undefined;
  #shown: OpenExchange | undefined;
  /** Its packets, by their number: to cut a list and have it grow again would cost more. */
  readonly #lists = [[], [0], [0, 0], [0, 0, 0], [0, 0, 0, 0]];
  #size = 0;

  constructor(side: PlainSide) {
    this.#side = side;
  }

  get size(): number {
    return this.#size;
  }

  /** Whose handshakes these are. */
  get link(): LinkTrace | undefined {
    return this.#link;
  }

  /** It is of that link from now on; none is in flight. */
  takeFor(link: LinkTrace): void {
    assert(this.#size === 0, 'handshakes of another link are in flight');
    this.#link = link;
    this.#shown = undefined;
  }

  /** Whether the place of the packet identifier is free. Where places are too few there are more once all are free. */
  hasRoom(packetId: number): boolean {
    if (this.#isTooSmall && this.#size === 0) this.#grow();
    const isFree = this.#packetIds[packetId % this.#places] === 0;
    this.#isTooSmall ||= !isFree && !this.has(packetId) && this.#places < mostPlaces;
    return isFree;
  }

  has(packetId: number): boolean {
    return this.#packetIds[packetId % this.#places] === packetId;
  }

  /** Whether it has a handshake that goes on with a packet of this type. */
  awaits(packetId: number, type: number): boolean {
    const place = packetId % this.#places;
    return this.#packetIds[place] === packetId && this.#awaited[place] === type;
  }

  /** A handshake begins for which there is room. What is returned is valid until the next call. */
  begin(link: LinkTrace, start: PlainStart): OpenExchange {
    const shown = this.#shownOf(link);
    const place = start.packetId % this.#places;
    this.#size += 1;
    this.#packetIds[place] = start.packetId;
    this.#qos[place] = start.qos;
    this.#counts[place] = 0;
    this.#told[place] = 1;
    this.#firstTimes[place] = start.time;
    this.#doneBefore[place] = link.facts.done;
    this.#topics[place] = start.topic;
    this.#messages[place] = start.message;
    this.#goOn(place, start, firstAwaited[start.qos] ?? 0);
    this.#fill(shown, place, this.#lists[1] ?? []);
    return shown;
  }

  /** The packet is the one that it awaits. What is returned is valid until the next call; undefined where none was begun. */
  step(moment: Moment, packetId: number, type: number): OpenExchange | undefined {
    const shown = this.#shown;
    if (shown === undefined) return undefined;
    const place = packetId % this.#places;
    this.#goOn(place, moment, awaitedAfter[type] ?? 0);
    this.#fill(shown, place, this.#lists[this.#counts[place] ?? 0] ?? []);
    if (shown.state === 'over') this.#free(place);
    else this.#hasMoved = true;
    return shown;
  }

  /** Shows each that went on since it was asked for last and is not over; valid during the call. */
  eachMoved(show: (exchange: OpenExchange) => void): void {
    const shown = this.#shown;
    if (shown === undefined || !this.#hasMoved) return;
    this.#hasMoved = false;
    for (let place = 0; place < this.#places; place += 1) {
      if (this.#packetIds[place] === 0 || this.#counts[place] === this.#told[place]) continue;
      this.#fill(shown, place, this.#lists[this.#counts[place] ?? 0] ?? []);
      this.#told[place] = this.#counts[place] ?? 0;
      show(shown);
    }
  }

  /** Gives all of them away, in no order, each as an object of its own that says where it is to be found. */
  takeAll(): OpenExchange[] {
    const taken: OpenExchange[] = [];
    if (this.#size === 0 || this.#common === undefined) return taken;
    const ids = this.#side.isOfClient ? this.#link?.session.fromClient : this.#link?.session.fromServer;
    for (let place = 0; place < this.#places; place += 1) {
      if (this.#packetIds[place] === 0) continue;
      const exchange = new OpenExchange(this.#common);
      exchange.ids = ids;
      this.#fill(exchange, place, new Array<number>(this.#counts[place] ?? 0).fill(0));
      taken.push(exchange);
      this.#free(place);
    }
    return taken;
  }

  #goOn(place: number, { sequence, time }: Pick<Moment, 'sequence' | 'time'>, awaited: number): void {
    const count = this.#counts[place] ?? 0;
    this.#packets[place * mostPackets + count] = sequence;
    this.#counts[place] = count + 1;
    this.#lastTimes[place] = time;
    this.#awaited[place] = awaited;
  }

  #free(place: number): void {
    this.#packetIds[place] = 0;
    this.#size -= 1;
  }

  /** Has the object say what is known of the handshake. */
  #fill(exchange: OpenExchange, place: number, packets: number[]): void {
    const first = place * mostPackets;
    for (let index = 0; index < packets.length; index += 1)
      packets[index] = this.#packets[first + index] ?? 0;
    exchange.id = packets[0] ?? 0;
    exchange.packets = packets;
    exchange.topic = this.#topics[place] ?? '';
    exchange.qos = this.#qos[place] === 1 ? 1 : 2;
    exchange.packetId = this.#packetIds[place] ?? 0;
    exchange.firstTime = this.#firstTimes[place] ?? 0;
    exchange.lastTime = this.#lastTimes[place] ?? 0;
    exchange.doneBefore = this.#doneBefore[place] ?? 0;
    exchange.message = this.#messages[place] ?? 0;
    exchange.standsAt(states[this.#awaited[place] ?? 0] ?? 'over');
    exchange.outcome = exchange.state === 'over' ? 'complete' : 'in-flight';
    exchange.isTold = true;
    // The one that it stood for before may have been found to be late.
    exchange.isLate = false;
  }

  /** While some are in flight neither the link nor whose it is changes. */
  #shownOf(link: LinkTrace): OpenExchange {
    const shown = this.#shown;
    if (shown !== undefined && (this.#size > 0 || isSame(shown, link))) {
      return shown;
    }
    this.#common = this.#commonOf(link);
    this.#shown = new OpenExchange(this.#common);
    return this.#shown;
  }

  #commonOf(link: LinkTrace): Beginning {
    const { kind, isOfClient } = this.#side;
    return {
      id: 0,
      kind,
      topic: '',
      qos: 0,
      packetId: 0,
      message: 0,
      isPartial: false,
      time: 0,
      direction: (link.clientSide === 'sent') === isOfClient ? 'sent' : 'received',
      version: link.version,
      link: link.number,
      client: link.session.client,
      facts: link.facts,
    };
  }

  #grow(): void {
    this.#isTooSmall = false;
    this.#places = Math.max(fewestPlaces, this.#places * 2);
    this.#packetIds = new Uint16Array(this.#places);
    this.#awaited = new Uint8Array(this.#places);
    this.#qos = new Uint8Array(this.#places);
    this.#counts = new Uint8Array(this.#places);
    this.#told = new Uint8Array(this.#places);
    this.#packets = new Array<number>(this.#places * mostPackets).fill(0);
    this.#doneBefore = new Array<number>(this.#places).fill(0);
    this.#firstTimes = new Float64Array(this.#places);
    this.#lastTimes = new Float64Array(this.#places);
    this.#topics = new Array<string>(this.#places).fill('');
    this.#messages = new Array<number>(this.#places).fill(0);
  }
}

function isSame({ facts, client, version }: OpenExchange, link: LinkTrace): boolean {
  return facts === link.facts && client === link.session.client && version === link.version;
}
