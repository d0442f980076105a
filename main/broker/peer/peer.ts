import { decode } from '../../../app/mqtt/decode.ts';
import type { AuthPacket, Packet, Qos } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { TopicName } from '../../capture/topic-name.ts';
import type { Core } from '../core.ts';
import type { FaultyConnection } from '../faults/faulty-connection.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Delivery } from '../session/delivery.ts';
import { leaveSession } from '../session/leave-session.ts';
import type { Cancel } from '../timers.ts';
import { askedOf, grantedOf } from './asked.ts';
import type { Channel } from './channel.ts';
import type { Client } from './client.ts';
import type { Connection } from './connection.ts';
import { encodeFor } from './encode-for.ts';
import type { Ending } from './ending.ts';
import { answeredTooLate, decidedTooLate, endingOf, silently } from './ending.ts';
import { checkFilterList } from './filter-list.ts';
import { goodbye } from './goodbye.ts';
import type { Inbound } from './inbound.ts';
import { KeepAlive } from './keep-alive.ts';
import type { LinkFacts } from './link-facts.ts';
import type { Outbox } from './outbox.ts';
import { PacketStream } from './packet-stream.ts';
import type { Publisher } from './pressure.ts';
import { Pressure } from './pressure.ts';
import { refusal } from './refusal.ts';
import type { Terms } from './terms.ts';

/** Milliseconds that a client gets to read what was said last. */
const lingerTime = 1000;

interface PeerNeeds {
  readonly core: Core;
  readonly channel: Channel;
  handle(peer: Peer, packet: Packet, inbound: Inbound): void;
  /** The network connection is closed for good. */
  closed(peer: Peer): void;
}

/** Who is at the other end of a network connection: what is done with its packets and sent to it, and its orderly end. */
export class Peer implements Connection, Publisher, FaultyConnection {
  readonly stream: PacketStream;
  readonly #needs: PeerNeeds;
  readonly #pressure: Pressure;
  #client: Client | undefined;
  #keepAlive: KeepAlive | undefined;
  #cancelTimeout: Cancel;
  #isClosed = false;
  #isUnread = false;
  /** Takes the client's answer to a challenge; undefined while there is none to answer. */
  answered: ((packet: AuthPacket) => void) | undefined;

  constructor(needs: PeerNeeds) {
    const { core, channel } = needs;
    const { limits, timers, clock } = core;
    this.#needs = needs;
    this.#pressure = new Pressure(timers, limits.patience);
    this.stream = new PacketStream({
      core,
      channel,
      attempt: (task) => this.#attempt(task),
      handle: (frame, time, sequence, topic) => this.#handle(frame, time, sequence, topic),
      goesOn: () => this.#keepAlive?.heard(clock.now()),
      end: (ending) => this.end(ending),
    });
    this.#cancelTimeout = timers.after(Math.max(0, limits.connectTimeout - channel.waited), () =>
      this.end(silently('No CONNECT came in time.')),
    );
    channel.listen({
      received: (chunk) => this.stream.received(chunk),
      held: () => this.stream.note(),
      drained: () => this.#drained(),
      ended: (why) => this.stream.ended(why),
      closed: (why) => this.stream.afterReceived(() => this.#closed(why)),
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
    return this.stream.isOver;
  }

  get facts(): LinkFacts {
    return this.stream.facts;
  }

  get outbox(): Outbox {
    return this.stream.outbox;
  }

  get listener(): string {
    return this.#needs.channel.listener;
  }

  get isBusy(): boolean {
    return this.#client?.sender.isBusy === true;
  }

  get hasQuota(): boolean {
    return this.#client?.sender.hasQuota === true;
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
    this.stream.maximumPacketSize = tuning.maximumPacketSize;
    core.observer.linkIdentified(this.facts.link, session.clientId, terms.version);
    this.stream.faults?.accepted();
    if (terms.keepAlive > 0) {
      this.#keepAlive = new KeepAlive(terms.keepAlive, core.clock, core.timers, () => {
        const why = `Nothing came for one and a half times the keep alive of ${terms.keepAlive} s.`;
        this.end({ reasonCode: 0x8d, why, withWill: true });
      });
    }
  }

  /** Sends an AUTH to a client that is not in yet, which may be sent no other packet [MQTT-3.2.0-1]. */
  challenge(packet: AuthPacket, terms: Terms): void {
    if (this.isGone) return;
    const frame = encodeFor(packet, terms);
    if (frame === undefined) this.end(silently("A challenge is above the client's Maximum Packet Size."));
    else this.stream.write(frame);
  }

  /** CONNECT was there in time; what follows gets a time of its own. */
  limitAuthentication(): void {
    const { timers, limits } = this.#needs.core;
    this.#cancelTimeout();
    this.#cancelTimeout = timers.after(limits.authenticationTime, () => {
      this.end(this.stream.isWaiting ? decidedTooLate : answeredTooLate);
    });
  }

  /** Sends an answer; a client that takes no packet of its size cannot be answered and is disconnected. */
  send(packet: Packet): void {
    if (this.isGone || this.#client === undefined) return;
    if (packet.type === 'connack') this.facts.granted = grantedOf(packet, this.#client.terms.version);
    const frame = encodeFor(packet, this.#client.terms);
    if (frame !== undefined) {
      // Answers promise that something is kept; PINGRESP promises nothing.
      if (packet.type !== 'pingresp') this.outbox.awaitStorage();
      this.stream.write(frame);
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
    const lag = this.#client?.sender.lag;
    if (lag === undefined) return;
    // Holding a client back for its own queue would keep away the acknowledgements that empty it.
    if (lag.isSocketBehind || (lag.isQueueBehind && publisher !== this)) this.#pressure.hold(publisher);
  }

  hold(): void {
    this.stream.hold();
  }

  release(): void {
    this.stream.release();
  }

  loseSession(clientId: string): void {
    this.#needs.core.sessions.lose(clientId);
  }

  /** Breaks the connection off: what is unsent is lost, and nothing is said. */
  reset(why: string): void {
    if (this.isGone) return;
    this.stream.stop();
    this.#leave(silently(why));
    this.#needs.channel.reset();
  }

  /** Ends the connection: says why where the version can, then half-closes so that it arrives. */
  end(ending: Ending): void {
    if (this.isGone) return;
    this.stream.stop();
    this.stream.faults?.ending();
    const { channel, core } = this.#needs;
    const lastWords = this.#lastWords(ending);
    if (lastWords !== undefined) this.stream.write(lastWords);
    this.outbox.flush();
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

  #attempt(task: () => void): void {
    try {
      task();
    } catch (error) {
      // The one place where what a peer did wrong, or we, ends its connection.
      this.end(endingOf(error, this.#needs.core.log));
    }
    this.#settle();
  }

  #handle(frame: Uint8Array, time: number, sequence: number, topic: TopicName | undefined): void {
    const { version, greeting } = this.stream;
    this.#needs.core.counters.packetsReceived += 1;
    this.#keepAlive?.heard(time);
    if (greeting?.isConnect !== true)
      throw new ProtocolError(0x82, 'MQTT-3.1.0-1', 'The first packet is not a CONNECT', 0);
    checkFilterList(frame, this.#needs.core.limits);
    // What comes before the client is in may have to be kept until it is.
    const bytes = this.#client === undefined ? new Uint8Array(frame) : frame;
    const packet = decode(bytes, version, 'client', this.#needs.core.topics, topic?.text);
    if (packet.type === 'publish') {
      this.facts.messagesIn += 1;
      if (topic !== undefined && packet.topic !== '') topic.text ??= packet.topic;
    } else if (packet.type === 'connect') this.facts.asked ??= askedOf(packet);
    this.#needs.handle(this, packet, { bytes, version, time, sequence });
  }

  /** After each read: relieves who waits for us, and reads no further from one that does not read. */
  #settle(): void {
    if (this.#pressure.isOn && this.#client?.sender.lag.hasCaughtUp === true) this.#pressure.relieve();
    if (this.#isUnread || this.isGone) return;
    if (this.outbox.pendingBytes < this.#needs.core.limits.outgoingBytes) return;
    this.#isUnread = true;
    this.hold();
  }

  #drained(): void {
    if (this.isGone) return;
    this.stream.faults?.drained();
    this.#client?.sender.pump();
    if (this.#isUnread) {
      this.#isUnread = false;
      this.release();
    }
    this.#settle();
  }

  #closed(why: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (!this.isGone) {
      this.stream.stop();
      this.#leave(silently(why));
    }
    this.#cancelTimeout();
    this.#needs.closed(this);
  }

  #lastWords(ending: Ending): Uint8Array | undefined {
    if (this.#client !== undefined) return goodbye(ending, this.#client.terms);
    const { greeting } = this.stream;
    if (greeting?.isMqtt !== true) return undefined;
    const { core, channel } = this.#needs;
    const { reasonStrings } = core.tuning.ofListener(channel.listener);
    const maximumSize = this.facts.asked?.properties.maximumPacketSize ?? Number.POSITIVE_INFINITY;
    return refusal(greeting.version, ending, { reasonStrings, maximumSize });
  }

  /** All that ends with the network connection. */
  #leave(ending: Ending): void {
    const { core } = this.#needs;
    this.#cancelTimeout();
    core.faults.leave(this);
    core.clientBytes.release(this);
    this.stream.close();
    this.#keepAlive?.stop();
    this.#pressure.relieve();
    core.observer.linkClosed(this.facts.link, ending.why, core.clock.now());
    if (this.#client !== undefined) leaveSession(this.#client, this.facts.link, core, ending.withWill);
  }
}
