import type { LinkTrace } from './link-trace.ts';
import type { State } from './machines/transition.ts';
import type { Beginning } from './open-exchange.ts';
import { OpenExchange } from './open-exchange.ts';
import type { PacketView } from './packet-view.ts';
import { beginningOf } from './packets/beginning.ts';
import type { PublishHead } from './packets/publish-head.ts';

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

/** Plain handshakes in flight that one end of a link began, as columns of numbers by place. */
export class PlainTable {
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
  #link: LinkTrace | undefined;
  /** What is the same for all that are in flight, and what stands for each of them in turn. */
  #common: Beginning | undefined;
  #shown: OpenExchange | undefined;
  /** Its packets, by their number: to cut a list and have it grow again would cost more. */
  readonly #lists = [[], [0], [0, 0], [0, 0, 0], [0, 0, 0, 0]];
  #size = 0;

  /** Whose handshakes are in flight, or were last. */
  get link(): LinkTrace | undefined {
    return this.#link;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether it has handshakes of another link. */
  isOfOther(link: LinkTrace): boolean {
    return this.#size > 0 && this.#link !== link;
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
  begin(link: LinkTrace, view: PacketView, head: PublishHead): OpenExchange {
    const shown = this.#shownOf(link, view);
    const place = head.id % this.#places;
    this.#size += 1;
    this.#packetIds[place] = head.id;
    this.#qos[place] = head.qos;
    this.#counts[place] = 0;
    this.#told[place] = 1;
    this.#firstTimes[place] = view.time;
    this.#doneBefore[place] = link.facts.done;
    this.#topics[place] = head.topic;
    this.#goOn(place, view, firstAwaited[head.qos] ?? 0);
    this.#fill(shown, place, this.#lists[1] ?? []);
    return shown;
  }

  /** The packet is the one that it awaits. What is returned is valid until the next call; undefined where none was begun. */
  step(view: PacketView, packetId: number, type: number): OpenExchange | undefined {
    const shown = this.#shown;
    if (shown === undefined) return undefined;
    const place = packetId % this.#places;
    this.#goOn(place, view, awaitedAfter[type] ?? 0);
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

  /** Gives all of them away, the oldest first, each as an object of its own. */
  takeAll(): OpenExchange[] {
    const taken: OpenExchange[] = [];
    if (this.#size === 0 || this.#common === undefined) return taken;
    for (let place = 0; place < this.#places; place += 1) {
      if (this.#packetIds[place] === 0) continue;
      const exchange = new OpenExchange(this.#common);
      this.#fill(exchange, place, new Array<number>(this.#counts[place] ?? 0).fill(0));
      taken.push(exchange);
      this.#free(place);
    }
    return taken.sort((one, other) => one.id - other.id);
  }

  #goOn(place: number, { sequence, time }: PacketView, awaited: number): void {
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
    exchange.standsAt(states[this.#awaited[place] ?? 0] ?? 'over');
    exchange.outcome = exchange.state === 'over' ? 'complete' : 'in-flight';
    exchange.isTold = true;
  }

  /** While some are in flight neither the link nor whose it is changes. */
  #shownOf(link: LinkTrace, view: PacketView): OpenExchange {
    const shown = this.#shown;
    if (shown !== undefined && (this.#size > 0 || (this.#link === link && isSame(shown, link, view)))) {
      return shown;
    }
    this.#link = link;
    this.#common = beginningOf('publish', link, view, {});
    this.#shown = new OpenExchange(this.#common);
    return this.#shown;
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
  }
}

function isSame(shown: OpenExchange, link: LinkTrace, view: PacketView): boolean {
  const { facts, client, version, direction } = shown;
  const isOfClient = facts === link.facts && client === link.session.client;
  return isOfClient && version === link.version && direction === view.direction;
}
