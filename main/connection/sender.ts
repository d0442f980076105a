import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { MessageToPublish, PublishOutcome } from '../../app/contract/areas/publish.ts';
import { decode } from '../../app/mqtt/decode.ts';
import { encode } from '../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket } from '../../app/mqtt/packet.ts';
import type { UserProperty } from '../../app/mqtt/properties.ts';
import { Handshake } from './handshake.ts';
import type { LiveLink } from './live-link.ts';
import { publishOptions, toBuffer } from './mqtt-publish.ts';
import { limitProblem, messageProblem, publishPacket } from './publish-check.ts';
import type { ServerLimits } from './server-limits.ts';
import type { Session } from './session.ts';

/** Messages that wait for the broker's quota, or are on their way. */
const maximumWaiting = 1_000;
const maximumWaitingBytes = 64 * 1024 * 1024;

type Settle = (answer: Answer<PublishOutcome>) => void;

interface Waiting {
  readonly packet: PublishPacket;
  readonly settle: Settle;
}

interface Accepted {
  readonly version: ProtocolVersion;
  readonly limits: ServerLimits;
  readonly session: Session;
}

interface Sent {
  readonly handshake: Handshake;
  readonly settle: Settle;
  readonly packet: PublishPacket;
}

/**
 * Publishes through MQTT.js within the broker's Receive Maximum [MQTT-3.3.4-7], which MQTT.js ignores, and answers
 * with what the tap saw of the handshake.
 */
export class Sender {
  #accepted: Accepted | undefined;
  #live: LiveLink | undefined;
  #queue: Waiting[] = [];
  #bytes = 0;
  #count = 0;
  /** QoS 1 and 2 by packet identifier; QoS 0 in order. */
  readonly #sent = new Map<number, Sent>();
  #written: Sent[] = [];
  /** QoS 0 messages that MQTT.js was given and that did not pass `mend` yet. */
  #unmended: PublishPacket[] = [];

  /** The broker has accepted us: messages may be handed in. */
  accept(accepted: Accepted): void {
    const { session } = accepted;
    this.#accepted = accepted;
    session.outgoing.onReleased((id) => {
      session.userProperties.delete(id);
      // MQTT.js is still at work on the acknowledgement that released it.
      queueMicrotask(() => this.#pump());
    });
  }

  /** What the session had under way was sent again: messages go out. */
  start(live: LiveLink): void {
    this.#live = live;
    this.#pump();
  }

  /** The connection is gone: who waits is told. What the session keeps is sent again when it goes on. */
  stop(): void {
    this.#accepted = undefined;
    this.#live = undefined;
    const waiting = this.#queue;
    const sent = [...this.#sent.values(), ...this.#written];
    this.#queue = [];
    this.#sent.clear();
    this.#written = [];
    this.#unmended = [];
    for (const { settle } of waiting)
      settle(failure('lost', 'The connection was lost before the message was sent'));
    for (const { settle } of sent)
      settle(failure('lost', 'The connection was lost before the answer came', again));
  }

  publish(message: MessageToPublish, signal: AbortSignal | undefined): Promise<Answer<PublishOutcome>> {
    const accepted = this.#accepted;
    if (accepted === undefined) return Promise.resolve(failure('not-connected', notConnected));
    const packet = publishPacket(message, accepted.version);
    const problem = messageProblem(message) ?? limitProblem(packet, accepted.version, accepted.limits);
    if (problem !== undefined) return Promise.resolve({ ok: false, error: problem });
    if (this.#isFull(packet)) return Promise.resolve(failure('busy', busy, waitAdvice));
    return this.#enqueue(packet, signal);
  }

  /** Puts the user properties of a PUBLISH of MQTT.js in order; returns bytes of their own. */
  readonly mend = (frame: Uint8Array, version: ProtocolVersion): Uint8Array => {
    const packet = decode(frame, version, 'client');
    if (packet.type !== 'publish') return frame.slice();
    const userProperties = this.#userPropertiesOf(packet);
    if (userProperties === undefined) return frame.slice();
    return encode({ ...packet, properties: { ...packet.properties, userProperties } }, version);
  };

  /** What the tap saw go out. */
  packetSent(packet: Packet, time: number): void {
    if (packet.type === 'pubrel') this.#acknowledged(packet, time);
    if (packet.type !== 'publish') return;
    const sent = packet.qos === 0 ? this.#written.shift() : this.#sent.get(packet.id);
    const outcome = sent?.handshake.published(packet, time);
    if (outcome !== undefined) sent?.settle(success(outcome));
  }

  /** What the tap saw come in. */
  packetReceived(packet: Packet, time: number): void {
    if (packet.type === 'puback' || packet.type === 'pubrec' || packet.type === 'pubcomp') {
      this.#acknowledged(packet, time);
    }
  }

  #acknowledged(packet: Parameters<Handshake['acknowledged']>[0], time: number): void {
    const sent = this.#sent.get(packet.id);
    const outcome = sent?.handshake.acknowledged(packet, time);
    if (sent === undefined || outcome === undefined) return;
    this.#sent.delete(packet.id);
    sent.settle(success(outcome));
  }

  #isFull(packet: PublishPacket): boolean {
    return this.#count >= maximumWaiting || this.#bytes + packet.payload.length > maximumWaitingBytes;
  }

  #enqueue(packet: PublishPacket, signal: AbortSignal | undefined): Promise<Answer<PublishOutcome>> {
    const { promise, resolve } = Promise.withResolvers<Answer<PublishOutcome>>();
    let isSettled = false;
    const settle: Settle = (answer) => {
      if (isSettled) return;
      isSettled = true;
      this.#count -= 1;
      this.#bytes -= packet.payload.length;
      signal?.removeEventListener('abort', cancel);
      resolve(answer);
    };
    const waiting: Waiting = { packet, settle };
    const cancel = () => {
      const wasSent = !this.#queue.includes(waiting);
      this.#queue = this.#queue.filter((other) => other !== waiting);
      settle(failure('cancelled', wasSent ? 'Not waited for any longer; the message was sent' : 'Not sent'));
    };
    this.#count += 1;
    this.#bytes += packet.payload.length;
    this.#queue.push(waiting);
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted === true) cancel();
    this.#pump();
    return promise;
  }

  /** In order: a QoS 0 message does not overtake one that waits for the quota. */
  #pump(): void {
    while (this.#live !== undefined && this.#accepted !== undefined) {
      const { session, limits } = this.#accepted;
      const next = this.#queue[0];
      if (next === undefined) return;
      if (next.packet.qos > 0 && session.outgoing.size >= limits.receiveMaximum) return;
      this.#queue.shift();
      this.#send(next, this.#live, session);
    }
  }

  #send({ packet, settle }: Waiting, live: LiveLink, session: Session): void {
    const sent: Sent = { handshake: new Handshake(live.version), settle, packet };
    if (packet.qos === 0) {
      this.#written.push(sent);
      this.#unmended.push(packet);
    }
    live.client.publish(packet.topic, toBuffer(packet.payload), publishOptions(packet), (error) => {
      // A refusal is an error to MQTT.js, and a `lost` is told by stop(): this is for what was never sent.
      if (error !== undefined && error !== null)
        queueMicrotask(() => settle(failure('failed', error.message)));
    });
    if (packet.qos === 0) return;
    const id = session.ids.getLastAllocated();
    if (id === null) return;
    this.#sent.set(id, sent);
    const { userProperties } = packet.properties;
    if (userProperties !== undefined && userProperties.length > 0)
      session.userProperties.set(id, userProperties);
  }

  #userPropertiesOf(packet: PublishPacket): readonly UserProperty[] | undefined {
    if (packet.qos > 0) return this.#accepted?.session.userProperties.get(packet.id);
    return this.#unmended.shift()?.properties.userProperties;
  }
}

const again = 'If the broker still has the session, the message is sent again when the connection is back.';
const notConnected = 'There is no connection to the broker';
const waitAdvice = 'Wait until the broker has caught up.';
const busy = `More than ${maximumWaiting} messages or ${maximumWaitingBytes / 1_048_576} MB wait for the broker`;
