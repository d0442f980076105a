import type { Duplex } from 'node:stream';
import type { Clock } from '../../../app/base/clock.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import { Framer } from '../../../app/mqtt/framer.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { scanPlainPublish } from '../../../app/mqtt/plain-publish.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { createPublishScan } from '../../../app/mqtt/publish-scan.ts';
import { mayCarryReason } from '../../../app/mqtt/reason-codes.ts';
import type { LinkId, PacketObserver, Touch } from '../../capture/observer.ts';
import type { AcknowledgementGate } from '../lab/acknowledgement-gate.ts';
import { LabAnswers } from '../lab/lab-answers.ts';
import { checkOrder } from './check-order.ts';
import { createControlStream } from './control-stream.ts';
import type { LinkEnd } from './link-end.ts';
import { networkEnd, otherProtocol, violationEnd } from './link-end.ts';
import { Outbox } from './outbox.ts';
import { putByHand } from './put-by-hand.ts';
import { Reading } from './reading.ts';
import { Receiver } from './receiver.ts';
import type { Wire } from './wire.ts';

/** The largest packet that is taken from a broker. Not announced in CONNECT: a broker would drop larger ones unseen. */
const maximumInbound = 64 * 1024 * 1024;
const maximumOutbound = 268_435_460;
/** How long the broker may take to close after our DISCONNECT. */
const closeMs = 1_000;

interface LinkListener {
  /** Whatever came in but PUBLISH and PUBREL, before MQTT.js sees it. */
  received(packet: Packet, time: number): void;
  /** Whatever MQTT.js sent, once it is written. */
  sent(packet: Packet, time: number): void;
  /** Last, once. */
  closed(end: LinkEnd): void;
}

interface LinkOptions {
  readonly wire: Wire;
  readonly id: LinkId;
  readonly observer: PacketObserver;
  readonly clock: Clock;
  readonly version: ProtocolVersion;
  /** QoS 2 identifiers of the session that came in and were not released. */
  readonly received: Set<number>;
  readonly receiveMaximum: number;
  /** Asked after each read: nothing more is read while it says so. */
  readonly mustWait: () => boolean;
  /** Says in our codec what MQTT.js's cannot; returns bytes of their own. */
  readonly mend: (frame: Uint8Array) => Uint8Array;
  /** What acknowledgements must pass. */
  readonly gate: AcknowledgementGate;
  readonly listener: LinkListener;
}

/**
 * One network connection with its tap: every packet, both ways, is framed, told to the observer and then handed on.
 * Inbound PUBLISH and PUBREL stop here; the rest goes to MQTT.js through `stream`.
 */
export class Link {
  readonly stream: Duplex;
  readonly #options: LinkOptions;
  readonly #inbound = new Framer({ maximumPacketSize: maximumInbound });
  readonly #outbound = new Framer({ maximumPacketSize: maximumOutbound });
  /** Cuts what goes out: bytes of MQTT.js with acknowledgements of ours between them. */
  readonly #written: Framer = new Framer({ maximumPacketSize: maximumOutbound });
  readonly #outbox = new Outbox((frames, packets) => this.#write(frames, packets));
  readonly #receiver: Receiver;
  readonly #reading: Reading;
  readonly #scan = createPublishScan();
  /** Of what a tester sent beside MQTT.js. */
  readonly #answers = new LabAnswers();
  #isByHand = false;
  #accepted = false;
  #end: LinkEnd | undefined;
  #isOpen = true;
  #patience: NodeJS.Timeout | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#reading = new Reading(options.wire, options.mustWait);
    this.stream = createControlStream({
      written: (chunk) => this.#send(chunk),
      wanted: () => this.#reading.streamEmptied(),
      given: () => this.#hangUp(),
    });
    this.#receiver = new Receiver({
      ...options,
      acknowledge: (first, packetId) => this.#acknowledge(first, packetId),
      send: (packet) => this.#pass(encode(packet, options.version), undefined),
    });
    options.gate.begin({
      ...options,
      holdBack: (frame, touch) => {
        options.observer.packet(options.id, 'sent', options.version, frame, options.clock.now(), touch);
      },
      letGo: (frame, packet, touch) => {
        this.#outbox.flush();
        this.#write(frame, packet === undefined ? [] : [packet], touch);
      },
    });
    options.wire.listen({
      received: (bytes) => this.#received(bytes),
      drained: () => this.#reading.drained(),
      closed: (error) => this.#closed(error),
    });
  }

  /** Ends the link; a reason code is told to the broker in a DISCONNECT where the version has it. The first end counts. */
  close(end: LinkEnd, reasonCode: number | undefined): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    const mayTell = this.#accepted && (reasonCode === 0 || this.#options.version === 5);
    if (mayTell && reasonCode !== undefined) {
      // Not through MQTT.js: its end() waits until every message is acknowledged.
      const told = mayCarryReason('disconnect', reasonCode, 5, 'client') ? reasonCode : 0x82;
      const packet: Packet = { type: 'disconnect', reasonCode: told, properties: noProperties };
      this.#outbox.add(encode(packet, this.#options.version), packet);
    }
    this.#hangUp();
  }

  get isAccepted(): boolean {
    return this.#accepted && this.#isOpen;
  }

  /** Bytes went out on it that a tester made. */
  get isByHand(): boolean {
    return this.#isByHand;
  }

  /** Bytes that the broker has not taken yet. */
  get waiting(): number {
    return this.#options.wire.waiting;
  }

  /** Ends it without a word to the broker, as a device without power does. */
  die(end: LinkEnd): void {
    this.#end ??= end;
    this.#isOpen = false;
    this.#reading.stop();
    this.#options.wire.destroy();
  }

  /** Sends what a tester wrote, whatever it is; see `putByHand`. */
  put(bytes: Uint8Array, releases: boolean): void {
    if (!this.#isOpen) return;
    this.#isByHand = true;
    this.#outbox.flush();
    putByHand(bytes, this.#options, (packet) => this.#answers.sent(packet, releases));
  }

  /** Says why, where the end itself comes from elsewhere; the first word counts. */
  explain(end: LinkEnd): void {
    this.#end ??= end;
  }

  #hangUp(): void {
    if (!this.#isOpen) return;
    this.#outbox.flush();
    this.#isOpen = false;
    this.#reading.stop();
    const { wire } = this.#options;
    this.#patience = setTimeout(() => wire.destroy(), closeMs);
    wire.end();
    // A close is seen only by who reads.
    wire.resume();
  }

  #closed(error: Error | undefined): void {
    clearTimeout(this.#patience);
    this.#reading.stop();
    this.#isOpen = false;
    const end = this.#end ?? networkEnd(error);
    this.#end = end;
    this.#options.gate.end();
    this.stream.destroy();
    this.#options.listener.closed(end);
  }

  #received(bytes: Uint8Array): void {
    if (this.#end !== undefined || !this.#isOpen) return;
    const time = this.#options.clock.now();
    if (!this.#reading.hasBegun && !this.#isMqtt(bytes)) return;
    this.#reading.begin();
    this.#guarded(() => this.#inbound.push(bytes, (frame) => this.#take(frame, time)));
    if (this.#isOpen) this.#reading.came();
  }

  #isMqtt(bytes: Uint8Array): boolean {
    const failure = otherProtocol(bytes);
    if (failure !== undefined) this.close({ kind: 'violation', failure, code: undefined }, undefined);
    return failure === undefined;
  }

  #take(frame: Uint8Array, time: number): void {
    if (this.#end !== undefined) return;
    const { id, observer, version } = this.#options;
    observer.packet(id, 'received', version, frame, time);
    const scan = this.#scan;
    // Nearly all that comes: nobody but the observer asks what it says.
    if (this.#accepted && scanPlainPublish(frame, version, scan))
      this.#receiver.publish(scan.qos, scan.id, 0);
    else this.#takeAny(decode(frame, version, 'server'), frame, time);
  }

  #takeAny(packet: Packet, frame: Uint8Array, time: number): void {
    checkOrder(packet, this.#accepted);
    if (packet.type === 'connack') this.#accepted = packet.reasonCode === 0;
    if (packet.type === 'publish') {
      this.#receiver.publish(packet.qos, packet.id, packet.properties.topicAlias ?? 0);
    } else if (packet.type === 'pubrel') this.#receiver.release(packet);
    else if (!this.#answersTester(packet)) this.#forward(packet, frame, time);
  }

  #answersTester(packet: Packet): boolean {
    const { isTaken, reply } = this.#answers.take(packet);
    if (reply !== undefined) this.#pass(encode(reply, this.#options.version), undefined);
    return isTaken;
  }

  #forward(packet: Packet, frame: Uint8Array, time: number): void {
    this.#options.listener.received(packet, time);
    if (this.#end !== undefined) return;
    if (!this.stream.push(Buffer.from(frame))) this.#reading.streamFilled();
  }

  #send(chunk: Uint8Array): void {
    if (this.#end !== undefined || !this.#isOpen) return;
    this.#guarded(() => {
      this.#outbound.push(chunk, (frame) => {
        const mended = this.#options.mend(frame);
        this.#pass(mended, decode(mended, this.#options.version, 'client'));
      });
    });
  }

  #acknowledge(first: number, packetId: number): void {
    if (this.#options.gate.isOpen) this.#outbox.acknowledge(first, packetId);
    else this.#pass(Uint8Array.of(first, 2, packetId >> 8, packetId & 0xff), undefined);
  }

  #pass(frame: Uint8Array, packet: Packet | undefined): void {
    const passed = this.#options.gate.pass(frame, packet);
    if (passed !== undefined) this.#outbox.add(passed, packet);
  }

  #write(frames: Uint8Array, packets: readonly Packet[], touch?: Touch): void {
    const { clock, id, observer, version, wire, listener } = this.#options;
    const time = clock.now();
    this.#written.push(frames, (frame) => observer.packet(id, 'sent', version, frame, time, touch));
    wire.send(frames);
    for (const packet of packets) listener.sent(packet, time);
    this.#reading.went();
  }

  /** The one place where the peer's faults are caught. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.close(violationEnd(error), error.reasonCode);
    }
  }
}
