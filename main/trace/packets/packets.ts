import { decode } from '../../../app/mqtt/decode.ts';
import type { Packet } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import { isHeldBack } from '../../capture/observer.ts';
import { acknowledgementSize } from '../../capture/record-layout.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import type { PacketView } from '../packet-view.ts';
import { frameOf } from '../packet-view.ts';
import type { PlainHandshakes } from '../plain-handshakes.ts';
import type { Scene } from '../scene.ts';
import type { AcknowledgementType } from './acknowledgement.ts';
import { onAcknowledgement } from './acknowledgement.ts';
import { onAuth } from './auth.ts';
import { isFromClient } from './beginning.ts';
import { onConnack, onConnect } from './connect.ts';
import { onDisconnect } from './disconnect.ts';
import { awaitingExchange, onHeldBack } from './held-back.ts';
import { onPingreq, onPingresp } from './ping.ts';
import { onPublish, onWill, remember } from './publish.ts';
import { createPublishHead, readPublishHead } from './publish-head.ts';
import { onAnswer, onRequest } from './requests.ts';
import { malformed, stray } from './stray.ts';

const connectFirst: Clause = ['MQTT-3.1.0-1', 'MQTT-3.1.0-1'];
/** By the packet type of the fixed header (clause 2.1.2). */
const acknowledgementTypes: readonly (AcknowledgementType | undefined)[] = [
  ...[undefined, undefined, undefined, undefined],
  ...(['puback', 'pubrec', 'pubrel', 'pubcomp'] as const),
];
const publishType = 3;

/** Gives each packet to what handles its kind. */
export class Packets {
  readonly #scene: Scene;
  readonly #plain: PlainHandshakes;
  readonly #head = createPublishHead();
  readonly #scan = createPublishScan();

  constructor(scene: Scene, plain: PlainHandshakes) {
    this.#scene = scene;
    this.#plain = plain;
  }

  /** A packet on an open link. */
  on(link: LinkTrace, view: PacketView): void {
    const { data, start, end } = view;
    const type = (data[start] ?? 0) >> 4;
    const acknowledgement = end - start === acknowledgementSize ? acknowledgementTypes[type] : undefined;
    if (acknowledgement !== undefined && this.#isPlain(data, start)) {
      this.#acknowledgement(link, view, acknowledgement);
    } else if (type === publishType && !this.#scene.source.isUnjudged) this.#publish(link, view);
    else this.#decoded(link, view);
  }

  /** Acknowledgements that share a record: each has the sequence number after that of the one before. */
  onRun(link: LinkTrace, view: PacketView, count: number): void {
    const { data } = view;
    for (let index = 0; index < count; index += 1) {
      const type = acknowledgementTypes[(data[view.start] ?? 0) >> 4];
      if (type !== undefined) this.#acknowledgement(link, view, type);
      view.start += acknowledgementSize;
      view.sequence += 1;
    }
  }

  /** Tells of a PUBLISH with its payload; who is told has asked for it. */
  message(link: LinkTrace, view: PacketView): void {
    const { data, start, end, sequence, time } = view;
    const scan = this.#scan;
    if (!scanPublish(frameOf(view), view.version, scan)) return;
    if (readPublishHead(view, this.#scene.topics, this.#head) !== undefined) return;
    this.#scene.watchers.message({
      client: link.session.client,
      topic: this.#head.topic,
      qos: this.#head.qos,
      sequence,
      time,
      payload: data.subarray(start + scan.payloadStart, end),
      isFromClient: isFromClient(link, view),
      isAgain: this.#head.dup,
    });
  }

  /** A packet on a link that is closed. */
  onPast(link: LinkTrace, view: PacketView): void {
    this.#plain.unfold();
    if ((view.data[view.start] ?? 0) >> 4 !== publishType) return;
    if (readPublishHead(view, this.#scene.topics, this.#head) === undefined) {
      onWill(this.#scene, link, view, this.#head);
    }
  }

  /** Without a reason code. */
  #acknowledgement(link: LinkTrace, view: PacketView, type: AcknowledgementType): void {
    const { data, start } = view;
    const id = idAt(data, start);
    if (this.#plain.answered(link, view, (data[start] ?? 0) >> 4, id)) return;
    onAcknowledgement(this.#scene, link, view, { type, id, reasonCode: 0 });
  }

  /** Remaining Length is 2 and the reserved flags are as they must be (clause 2.1.3). */
  #isPlain(data: Buffer, start: number): boolean {
    const first = data[start] ?? 0;
    return data[start + 1] === 2 && idAt(data, start) > 0 && (first & 15) === (first >> 4 === 6 ? 2 : 0);
  }

  #publish(link: LinkTrace, view: PacketView): void {
    const error = readPublishHead(view, this.#scene.topics, this.#head);
    if (error !== undefined) {
      this.#plain.unfold();
      malformed(this.#scene, link, view, error);
    } else {
      if (this.#plain.begins(link, view, this.#head)) remember(this.#scene, link, view, this.#head);
      else {
        this.#plain.unfoldOf(link.session);
        onPublish(this.#scene, link, view, this.#head);
      }
      if (this.#scene.watchers.wantsMessages && !isHeldBack(view)) this.message(link, view);
    }
  }

  #decoded(link: LinkTrace, view: PacketView): void {
    const type = (view.data[view.start] ?? 0) >> 4;
    // With others a session may pass from one link to another.
    if (acknowledgementTypes[type] === undefined) this.#plain.unfold();
    else this.#plain.unfoldOf(link.session);
    const sender = isFromClient(link, view) ? 'client' : 'server';
    let packet: Packet;
    try {
      packet = decode(frameOf(view), view.version, sender);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      malformed(this.#scene, link, view, error);
      return;
    }
    const isFirst = link.isWhole && !link.hasConnect && sender === 'client';
    if (packet.type !== 'connect' && link.isWhole && !link.hasConnect && this.#scene.source.isUnjudged) {
      // A capture that begins in the middle of a connection.
      link.isWhole = false;
      link.isUp = true;
      link.session.isWhole = false;
    } else if (isFirst && packet.type !== 'connect') {
      stray(this.#scene, link, view, connectFirst, 'The first packet of the client is not CONNECT.');
      return;
    }
    this.#handle(link, view, packet);
  }

  #handle(link: LinkTrace, view: PacketView, packet: Packet): void {
    const scene = this.#scene;
    if (!isOfMessage(packet) && isHeldBack(view)) {
      onHeldBack(scene, view, awaitingExchange(link, packet));
      return;
    }
    switch (packet.type) {
      case 'connect':
        onConnect(scene, link, view, packet);
        return;
      case 'connack':
        onConnack(scene, link, view, packet);
        return;
      case 'publish':
        this.#publish(link, view);
        return;
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        onAcknowledgement(scene, link, view, packet);
        return;
      case 'subscribe':
      case 'unsubscribe':
        onRequest(scene, link, view, packet);
        return;
      case 'suback':
      case 'unsuback':
        onAnswer(scene, link, view, packet);
        return;
      case 'pingreq':
        onPingreq(scene, link, view);
        return;
      case 'pingresp':
        onPingresp(scene, link, view);
        return;
      case 'disconnect':
        onDisconnect(scene, link, view, packet);
        return;
      case 'auth':
        onAuth(scene, link, view, packet);
        return;
    }
  }
}

/** Whether it is a PUBLISH or an acknowledgement of one: who handles these knows of those that are held back. */
function isOfMessage({ type }: Packet): boolean {
  return ['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp'].includes(type);
}

function idAt(data: Buffer, start: number): number {
  return ((data[start + 2] ?? 0) << 8) | (data[start + 3] ?? 0);
}
