import type { Direction } from '../../../app/contract/areas/common.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import type { AuthPacket, Packet, ProtocolVersion, Qos } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { LinkId, Touch } from '../../capture/observer.ts';
import type { Core } from '../core.ts';
import type { FaultyConnection, PacketFaults } from '../faults/faulty-connection.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Delivery } from '../session/delivery.ts';
import { leaveSession } from '../session/leave-session.ts';
import type { Cancel } from '../timers.ts';
import { askedOf, grantedOf } from './asked.ts';
import type { Channel } from './channel.ts';
import type { Client } from './client.ts';
import type { Greeting } from './connect-version.ts';
import { checkBeginning, greetingOf } from './connect-version.ts';
import type { Connection } from './connection.ts';
import { encodeFor } from './encode-for.ts';
import type { Ending } from './ending.ts';
import { endingOf } from './ending.ts';
import { checkFilterList } from './filter-list.ts';
import { goodbye } from './goodbye.ts';
import type { Inbound } from './inbound.ts';
import { Intake } from './intake.ts';
import { KeepAlive } from './keep-alive.ts';
import { LinkFacts } from './link-facts.ts';
import { Outbox } from './outbox.ts';
import type { Publisher } from './pressure.ts';
import { Pressure } from './pressure.ts';
import { refusal } from './refusal.ts';
import type { Terms } from './terms.ts';

/** A CONNECT is smaller than this: five texts or byte strings of 65,535, and properties. */
const largestConnect = 524_288;
/** Milliseconds that a client gets to read what was said last. */
const lingerTime = 1000;
/** Whose fault it was that authentication took too long: ours, or the client's that was asked something. */
const decidedTooLate: Ending = {
  reasonCode: 0x89,
  why: 'Too many clients log in for this one to be decided on in time.',
  withWill: false,
};
const answeredTooLate: Ending = {
  reasonCode: 0x87,
  why: 'The client did not answer in time when it was asked who it is.',
  withWill: false,
};
/** Bytes that may wait while it is decided whether a client gets in; beyond it nothing more is read. */
const waitingRoom = 65_536;
/** What a packet is recorded as before the version is known. */
const presumedVersion: ProtocolVersion = 4;

interface PeerNeeds {
  readonly core: Core;
  readonly channel: Channel;
  handle(peer: Peer, packet: Packet, inbound: Inbound): void;
  /** The network connection is closed for good. */
  closed(peer: Peer): void;
}

/** One network connection to the broker: bytes to packets and back, and its orderly end. */
export class Peer implements Connection, Publisher, FaultyConnection {
  readonly #needs: PeerNeeds;
  readonly #outbox: Outbox;
  readonly #pressure: Pressure;
  readonly #intake: Intake;
  readonly facts: LinkFacts;
  #greeting: Greeting | undefined;
  #client: Client | undefined;
  #keepAlive: KeepAlive | undefined;
  #cancelTimeout: Cancel;
  #isOver = false;
  #isClosed = false;
  #holds = 0;
  #isUnread = false;
  /** Undefined unless a fault on purpose may touch its packets. */
  #faults: PacketFaults | undefined;
  /** µs of the read that is being worked off: what is answered during it goes out with it. */
  #readTime: number | undefined;
  #isRoomFull = false;
  /** Takes the client's answer to a challenge; undefined while there is none to answer. */
  answered: ((packet: AuthPacket) => void) | undefined;
  /** The peer has said its last while something of it waits: that goes first. */
  #endedWhy: string | undefined;

  constructor(needs: PeerNeeds) {
    const { core, channel } = needs;
    const { limits, timers, clock } = core;
    this.#needs = needs;
    this.#outbox = new Outbox(channel, core.turn);
    this.#pressure = new Pressure(timers, limits.patience);
    this.#intake = new Intake({
      channel,
      unfinished: core.unfinished,
      maximumPacketSize: Math.min(largestConnect, core.tuning.ofListener(channel.listener).maximumPacketSize),
      end: (ending) => this.end(ending),
    });
    const now = clock.now();
    const { address, transport } = channel;
    this.facts = new LinkFacts(core.observer.linkOpened({ address, transport }, now), channel, now);
    this.#cancelTimeout = timers.after(Math.max(0, limits.connectTimeout - channel.waited), () =>
      this.#fallSilent('No CONNECT came in time.'),
    );
    channel.listen({
      received: (chunk) => this.#received(chunk),
      held: () => this.#intake.note(),
      drained: () => this.#drained(),
      ended: (why) => this.#afterReceived(() => this.#ended(why)),
      closed: (why) => this.#afterReceived(() => this.#closed(why)),
    });
    core.faults.join(this);
  }

  get client(): Client | undefined {
    return this.#client;
  }

  get channel(): Channel {
    return this.#needs.channel;
  }

  /** Whether the connection is over for us: nothing of it is handled any more. */
  get isGone(): boolean {
    return this.#isOver;
  }

  get outbox(): Outbox {
    return this.#outbox;
  }

  get listener(): string {
    return this.#needs.channel.listener;
  }

  get isBusy(): boolean {
    return this.#client?.sender.isBusy === true;
  }

  get isLeftBehind(): boolean {
    return this.#pressure.isLeftBehind;
  }

  /** CONNECT is accepted: what the client may do and be sent is known from here on. */
  accept(client: Client): void {
    const { core } = this.#needs;
    const { terms, tuning, session } = client;
    this.#client = client;
    this.#cancelTimeout();
    this.#intake.maximumPacketSize = tuning.maximumPacketSize;
    core.observer.linkIdentified(this.#link, session.clientId, terms.version);
    this.#faults?.accepted();
    if (terms.keepAlive > 0) {
      this.#keepAlive = new KeepAlive(terms.keepAlive, core.clock, core.timers, () => {
        const why = `Nothing came for one and a half times the keep alive of ${terms.keepAlive} s.`;
        this.end({ reasonCode: 0x8d, why, withWill: true });
      });
    }
  }

  /** Takes no further packet until the decision is there; what comes meanwhile waits, within bounds and in order. */
  wait<T>(decision: Promise<T>, decided: (value: T) => void): void {
    this.#intake.hold();
    decision.then(
      (value) => this.#goOn(() => decided(value)),
      (error: unknown) =>
        this.#goOn(() => {
          throw error;
        }),
    );
  }

  /** Sends an AUTH to a client that is not in yet, which may be sent no other packet [MQTT-3.2.0-1]. */
  challenge(packet: AuthPacket, terms: Terms): void {
    if (this.#isOver) return;
    const frame = encodeFor(packet, terms);
    if (frame === undefined) this.#fallSilent("A challenge is above the client's Maximum Packet Size.");
    else this.#write(frame);
  }

  /** CONNECT was there in time; what follows gets a time of its own. */
  limitAuthentication(): void {
    const { timers, limits } = this.#needs.core;
    this.#cancelTimeout();
    this.#cancelTimeout = timers.after(limits.authenticationTime, () => {
      this.end(this.#intake.isHeld ? decidedTooLate : answeredTooLate);
    });
  }

  /** Sends an answer; a client that takes no packet of its size cannot be answered and is disconnected. */
  send(packet: Packet): void {
    if (this.#isOver || this.#client === undefined) return;
    if (packet.type === 'connack') this.facts.granted = grantedOf(packet);
    const frame = encodeFor(packet, this.#client.terms);
    if (frame !== undefined) {
      // Answers promise that something is kept; PINGRESP promises nothing.
      if (packet.type !== 'pingresp') this.#outbox.awaitStorage();
      this.#write(frame);
      return;
    }
    // No DISCONNECT goes out before a CONNACK [MQTT-3.14.0-1].
    const reasonCode = packet.type === 'connack' ? undefined : 0x95;
    this.end({ reasonCode, why: "An answer is above the client's Maximum Packet Size.", withWill: true });
  }

  deliver(
    routed: RoutedMessage,
    qos: Qos,
    retain: boolean,
    identifiers: readonly number[],
    share: string | undefined,
  ): void {
    this.#client?.sender.deliver(routed, qos, retain, identifiers, share);
  }

  takeOver(delivery: Delivery): void {
    this.#client?.sender.takeOver(delivery);
  }

  slow(publisher: Publisher): void {
    const sender = this.#client?.sender;
    if (sender === undefined) return;
    // Holding a client back for its own queue would keep away the acknowledgements that empty it.
    if (sender.isSocketBehind || (sender.isQueueBehind && publisher !== this)) this.#pressure.hold(publisher);
  }

  hold(): void {
    this.#holds += 1;
    if (this.#holds === 1 && !this.#isOver) this.#needs.channel.pause();
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds > 0 || this.#isOver) return;
    this.#keepAlive?.heard(this.#needs.core.clock.now());
    this.#intake.note();
    this.#needs.channel.resume();
  }

  divert(faults: PacketFaults | undefined): void {
    this.#faults = faults;
    this.#outbox.divert(faults);
  }

  get isWaiting(): boolean {
    return this.#intake.isHeld;
  }

  get unsentBytes(): number {
    return this.#outbox.unsentBytes;
  }

  process(frame: Uint8Array): void {
    if (!this.#isOver) this.#attempt(() => this.#handle(frame, this.#needs.core.clock.now()));
  }

  put(frame: Uint8Array): void {
    this.#outbox.put(frame);
  }

  record(
    direction: Direction,
    frame: Uint8Array,
    version: ProtocolVersion,
    time: number,
    touch: Touch | undefined,
  ): void {
    this.#needs.core.observer.packet(this.#link, direction, version, frame, time, touch);
  }

  loseSession(clientId: string): void {
    this.#needs.core.sessions.lose(clientId);
  }

  /** Breaks the connection off: what is unsent is lost, and nothing is said. */
  reset(why: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#leave({ reasonCode: undefined, why, withWill: true });
    this.#needs.channel.reset();
  }

  /** Ends the connection: says why where the version can, then half-closes so that it arrives. */
  end(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#faults?.ending();
    const { channel, core } = this.#needs;
    const lastWords = this.#lastWords(ending);
    if (lastWords !== undefined) this.#write(lastWords);
    this.#outbox.flush();
    // What still comes is read and thrown away: closing with unread bytes would be a reset that overtakes our words.
    channel.resume();
    channel.finish();
    this.#leave(ending);
    this.#cancelTimeout = core.timers.after(lingerTime, () => channel.destroy());
  }

  /** Closes at once, without a word and with what is unsent. */
  cut(): void {
    this.#needs.channel.destroy();
  }

  get #link(): LinkId {
    return this.facts.link;
  }

  /** What its packets are read and recorded as. */
  get version(): ProtocolVersion {
    return this.#greeting?.version ?? presumedVersion;
  }

  #received(chunk: Uint8Array): void {
    if (this.#isOver) return;
    const time = this.#needs.core.clock.now();
    this.facts.bytesIn += chunk.length;
    this.#readTime = time;
    this.#attempt(() => {
      this.#intake.push(chunk, (frame) => this.#take(frame, time));
      // A program that speaks another protocol would wait for an answer, and we for the rest of what is no packet.
      if (this.#greeting === undefined && chunk.length === this.facts.bytesIn) checkBeginning(chunk);
    });
    this.#readTime = undefined;
    if (!this.#isOver) this.#needs.core.reading.taken(this, this.#needs.core.clock.now() - time);
    if (this.#intake.isHeld) this.#noteWaiting(time);
    this.#needs.core.journal?.slow(this, chunk.length);
  }

  #attempt(task: () => void): void {
    try {
      task();
    } catch (error) {
      // The one place where what a peer did wrong, or we, ends its connection.
      this.end(endingOf(error, this.#needs.core.log));
    }
    this.#settle();
  }

  #noteWaiting(time: number): void {
    this.#keepAlive?.heard(time);
    if (this.#isRoomFull || this.#isOver || this.#intake.waitingBytes < waitingRoom) return;
    this.#isRoomFull = true;
    this.hold();
  }

  /** It is decided: what waited goes on. */
  #goOn(task: () => void): void {
    if (this.#isOver) return;
    const time = this.#needs.core.clock.now();
    this.#attempt(() => {
      task();
      this.#intake.release((frame) => this.#take(frame, time));
    });
    this.#faults?.resume();
    if (this.#intake.isHeld || this.#isOver) return;
    if (this.#isRoomFull) {
      this.#isRoomFull = false;
      this.release();
    }
    if (this.#endedWhy !== undefined) this.#fallSilent(this.#endedWhy);
  }

  /** At once, unless faults let something wait that the client sent before. */
  #afterReceived(task: () => void): void {
    if (this.#faults === undefined) task();
    else this.#faults.afterReceived(task);
  }

  #ended(why: string): void {
    if (this.#intake.waitingBytes > 0) this.#endedWhy = why;
    else this.#fallSilent(why);
  }

  #take(frame: Uint8Array, time: number): void {
    // Nothing is processed after a refusal or a DISCONNECT [MQTT-3.1.4-6].
    if (this.#isOver) return;
    this.#greeting ??= greetingOf(frame);
    if (this.#faults !== undefined) {
      this.#faults.received(frame, time);
      return;
    }
    this.#needs.core.observer.packet(this.#link, 'received', this.version, frame, time);
    this.#handle(frame, time);
  }

  #handle(frame: Uint8Array, time: number): void {
    const { version } = this;
    this.#needs.core.counters.packetsReceived += 1;
    this.#keepAlive?.heard(time);
    if (this.#greeting?.isConnect !== true)
      throw new ProtocolError(0x82, 'MQTT-3.1.0-1', 'The first packet is not a CONNECT', 0);
    checkFilterList(frame, this.#needs.core.limits);
    // What comes before the client is in may have to be kept until it is.
    const bytes = this.#client === undefined ? new Uint8Array(frame) : frame;
    const packet = decode(bytes, version, 'client', this.#needs.core.topics);
    if (packet.type === 'publish') this.facts.messagesIn += 1;
    else if (packet.type === 'connect') this.facts.asked ??= askedOf(packet);
    this.#needs.handle(this, packet, { bytes, version, time });
  }

  /** After each read: relieves who waits for us, and reads no further from one that does not read. */
  #settle(): void {
    if (this.#pressure.isOn && this.#client?.sender.hasCaughtUp === true) this.#pressure.relieve();
    if (this.#isUnread || this.#isOver) return;
    if (this.#outbox.pendingBytes < this.#needs.core.limits.outgoingBytes) return;
    this.#isUnread = true;
    this.hold();
  }

  #drained(): void {
    if (this.#isOver) return;
    this.#faults?.drained();
    this.#client?.sender.pump();
    if (this.#isUnread) {
      this.#isUnread = false;
      this.release();
    }
    this.#settle();
  }

  /** Ends without a word: there is nobody to hear it, or nobody who could understand. */
  #fallSilent(why: string): void {
    this.end({ reasonCode: undefined, why, withWill: true });
  }

  #closed(why: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (!this.#isOver) {
      this.#isOver = true;
      this.#leave({ reasonCode: undefined, why, withWill: true });
    }
    this.#cancelTimeout();
    this.#needs.closed(this);
  }

  #lastWords(ending: Ending): Uint8Array | undefined {
    if (this.#client !== undefined) return goodbye(ending, this.#client.terms);
    if (this.#greeting?.isMqtt !== true) return undefined;
    const { core, channel } = this.#needs;
    const { reasonStrings } = core.tuning.ofListener(channel.listener);
    const maximumSize = this.facts.asked?.properties.maximumPacketSize ?? Number.POSITIVE_INFINITY;
    return refusal(this.#greeting.version, ending, { reasonStrings, maximumSize });
  }

  #write(frame: Uint8Array): void {
    const { observer, clock, counters } = this.#needs.core;
    counters.answersSent += 1;
    this.#outbox.append(frame);
    // What goes through faults is recorded there, with what they did.
    if (this.#faults !== undefined) return;
    observer.packet(this.#link, 'sent', this.version, frame, this.#readTime ?? clock.now());
  }

  /** All that ends with the network connection. */
  #leave(ending: Ending): void {
    const { core } = this.#needs;
    this.#cancelTimeout();
    core.faults.leave(this);
    this.#intake.close();
    this.#keepAlive?.stop();
    this.#pressure.relieve();
    core.observer.linkClosed(this.#link, ending.why, core.clock.now());
    if (this.#client !== undefined) leaveSession(this.#client, this.#link, core, ending.withWill);
  }
}
