import type { MqttClient } from 'mqtt';
import { encode } from '../../app/mqtt/encode.ts';
import type { ConnackPacket, ConnectPacket, Packet, SubackPacket } from '../../app/mqtt/packet.ts';
import type { ProtocolError } from '../../app/mqtt/protocol-error.ts';
import type { LinkId } from '../capture/observer.ts';
import { AskedFilters } from './asked-filters.ts';
import type { AttemptOptions } from './attempt-options.ts';
import { handshakeFailure, isTlsError } from './dial/tls-words.ts';
import type { LabLink } from './lab/lab-link.ts';
import { acceptedWords, refusedEnd, toldEnd } from './link/broker-words.ts';
import { Link } from './link/link.ts';
import type { LinkEnd } from './link/link-end.ts';
import { askedEnd, diedEnd, violationEnd } from './link/link-end.ts';
import { unanswered } from './link/unanswered.ts';
import type { Wire } from './link/wire.ts';
import { createMqttClient } from './mqtt-client.ts';
import { mqttErrorEnd } from './mqtt-error.ts';
import { forgetSession } from './session.ts';
import { sessionPresentFault } from './session-present.ts';

/** Disconnect with Will Message (clause 3.14.2.1). */
const disconnectWithWill = 0x04;

/** Where reading stops, if the profile wants the broker to be pushed back on. */
const fullEnough = 0.5;

/** MQTT over one wire, from CONNECT to the end. */
export interface Conversation {
  /** DISCONNECT, then the end. */
  leave(): void;
  /** For a tester to reach into. */
  readonly link: LabLink;
}

/** Begins at once. The attempt's listener is told of its end. */
export function converse(
  options: AttemptOptions,
  id: LinkId,
  wire: Wire,
  asked: ConnectPacket,
): Conversation {
  options.steps.start('connect', `CONNECT as ${asked.clientId}`);
  return new WireConversation(options, id, wire, asked);
}

class WireConversation implements Conversation {
  readonly #options: AttemptOptions;
  readonly #id: LinkId;
  readonly #asked: ConnectPacket;
  readonly #filters: AskedFilters;
  readonly #link: Link;
  readonly #client: MqttClient;
  #connack: ConnackPacket | undefined;

  constructor(options: AttemptOptions, id: LinkId, wire: Wire, asked: ConnectPacket) {
    const { profile, session, backlog } = options;
    this.#options = options;
    this.#id = id;
    this.#asked = asked;
    this.#filters = new AskedFilters(asked.protocolVersion);
    this.#link = new Link({
      wire,
      id,
      observer: options.observer,
      clock: options.clock,
      version: asked.protocolVersion,
      received: session.received,
      mustWait: profile.pushBack === true ? () => backlog() >= fullEnough : () => false,
      receiveMaximum: profile.receiveMaximum ?? 65_535,
      mend: (frame) => mend(frame, asked, options),
      gate: options.gate,
      listener: {
        received: (packet, time) => this.#received(packet, time),
        sent: (packet, time) => this.#sent(packet, time),
        closed: (end) => this.#closed(end),
      },
    });
    this.#client = createMqttClient(this.#link.stream, asked, session);
    this.#client.on('error', (error) => this.#link.explain(mqttErrorEnd(error, profile.keepAlive)));
    this.#client.on('connect', () => this.#ready());
  }

  leave(): void {
    this.#link.close(askedEnd, 0);
  }

  get link(): LabLink {
    const link = this.#link;
    return {
      version: this.#asked.protocolVersion,
      isAccepted: link.isAccepted,
      waiting: link.waiting,
      die: () => link.die(diedEnd),
      leaveWithWill: () => link.close(askedEnd, disconnectWithWill),
      put: (bytes, releases) => link.put(bytes, releases),
    };
  }

  #received(packet: Packet, time: number): void {
    if (packet.type === 'connack') this.#answered(packet);
    if (packet.type === 'suback') this.#subscribed(packet);
    if (packet.type === 'disconnect') this.#link.close(toldEnd(packet, this.#link.isByHand), undefined);
    this.#options.listener.received(packet, time);
  }

  #sent(packet: Packet, time: number): void {
    if (packet.type === 'subscribe') this.#filters.asked(packet);
    this.#options.listener.sent(packet, time);
  }

  #subscribed(suback: SubackPacket): void {
    const fault = this.#filters.answered(suback);
    if (fault !== undefined) this.#violated('subscribe', fault);
  }

  /** Before MQTT.js reads it: it would send again what the broker has forgotten. */
  #answered(connack: ConnackPacket): void {
    this.#connack = connack;
    this.#options.listener.answered(connack, this.#asked);
    const fault = sessionPresentFault(connack, this.#asked);
    if (connack.reasonCode !== 0) this.#refused(connack);
    else if (fault !== undefined) this.#violated('connect', fault);
    else this.#accepted(connack);
  }

  #refused(connack: ConnackPacket): void {
    const end = refusedEnd(connack, this.#asked.protocolVersion);
    this.#options.steps.fail('connect', end.failure);
    this.#link.close(end, undefined);
  }

  #violated(step: 'connect' | 'subscribe', error: ProtocolError): void {
    const end = violationEnd(error);
    this.#options.steps.fail(step, end.failure);
    this.#link.close(end, error.reasonCode);
  }

  #accepted(connack: ConnackPacket): void {
    const { session, steps, observer, listener } = this.#options;
    listener.accepted(connack, this.#asked);
    const { protocolVersion: version, cleanStart, clientId } = this.#asked;
    // 3.1 has no Session Present: there the broker is believed to have kept what it was asked to keep.
    const isResumed = version === 3 ? !cleanStart : connack.sessionPresent;
    if (!isResumed) forgetSession(session);
    const { serverKeepAlive, assignedClientIdentifier } = connack.properties;
    // MQTT.js keeps to the broker's keep alive only if it has one of its own [MQTT-3.2.2-21].
    if (serverKeepAlive !== undefined) this.#client.options.keepalive = serverKeepAlive;
    steps.done('connect', acceptedWords(connack, version));
    observer.linkIdentified(this.#id, assignedClientIdentifier ?? clientId, version);
  }

  #ready(): void {
    if (this.#connack === undefined) return;
    this.#options.listener.ready({ client: this.#client, version: this.#asked.protocolVersion });
  }

  #closed(closed: LinkEnd): void {
    const { observer, clock, profile, listener } = this.#options;
    const end = this.#connack === undefined ? unanswered(closed, profile.transport) : closed;
    observer.linkClosed(this.#id, end.failure.detail, clock.now());
    if (this.#connack === undefined) this.#failed(end);
    listener.ended(end);
  }

  #failed(end: LinkEnd): void {
    const { steps, profile } = this.#options;
    if (end.code === undefined || !isTlsError(end.code)) {
      steps.fail('connect', end.failure);
      return;
    }
    // TLS 1.3: the broker judges our certificate after the handshake is done for us.
    steps.drop('connect');
    steps.fail('tls', handshakeFailure(end.code, profile.tls.certificateFile !== ''));
  }
}

/**
 * CONNECT goes out as our codec says it: MQTT.js's cannot say a password without a user name, or the user properties
 * of a will in their order, and so never learns the secrets.
 */
function mend(frame: Uint8Array, asked: ConnectPacket, options: AttemptOptions): Uint8Array {
  const type = (frame[0] ?? 0) >> 4;
  if (type === 1) return encode(asked, asked.protocolVersion);
  return type === 3 ? options.mendPublish(frame) : frame.slice();
}
