import type { Direction } from '../../../app/contract/areas/common.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { DeliveryEvent } from '../../capture/delivery-layout.ts';
import { deliveryEvents, deliveryFlags, deliverySize } from '../../capture/delivery-layout.ts';
import type { Touch } from '../../capture/observer.ts';
import { receiversText } from '../../capture/receiver-set.ts';
import type { RecordHead } from '../../capture/record-layout.ts';
import { acknowledgementSize, recordSize, recordSpace, writeRecord } from '../../capture/record-layout.ts';

const noBytes = new Uint8Array(0);

interface NoteOf {
  readonly event: DeliveryEvent;
  readonly message?: number;
  readonly link?: number;
  readonly packetId?: number;
  readonly qos?: number;
  readonly dup?: boolean;
  /** Of `routed`. */
  readonly receivers?: number;
  /** How far the last message of a run is behind the first. */
  readonly detail?: number;
}

/** Makes records as capture does, of packets in the order in which they are said. Each comes 1 ms after the last. */
export class Records {
  readonly #parts: Buffer[] = [];
  readonly #version: ProtocolVersion;
  #first: number;
  #next: number;
  time = 1_000_000;
  readonly #clients = new Map<number, string>();

  constructor(version: ProtocolVersion = 5, first = 1) {
    this.#version = version;
    this.#first = first;
    this.#next = first;
  }

  /** Who was on a link, as the history knows it. */
  readonly clientOf = (link: number): string | undefined => this.#clients.get(link);

  /** The sequence number of the record that comes next. */
  get next(): number {
    return this.#next;
  }

  /** `begins`: the app was started before. */
  opened(link: number, begins = false): this {
    return this.#note('opened', link, { address: 'test:1', ...(begins ? { begins } : {}) });
  }

  closed(link: number, why = 'The connection was reset by the peer'): this {
    return this.#note('closed', link, { why });
  }

  dropped(what: object = { reason: 'overload' }): this {
    return this.#note('dropped', 0, what);
  }

  /** The app itself stood still for so many seconds, until now. */
  stood(seconds: number): this {
    const from = this.time;
    this.time += seconds * 1e6;
    return this.#note('stood', 0, { from, to: this.time });
  }

  /** A packet that crossed the link. */
  packet(link: number, direction: Direction, packet: Packet, touch?: Touch): this {
    if (packet.type === 'connect') this.#clients.set(link, packet.clientId);
    return this.frame(link, direction, encode(packet, this.#version), touch);
  }

  /** Bytes that came as a frame; `topic` is what an alias stood for. */
  frame(link: number, direction: Direction, frame: Uint8Array, touch?: Touch, topic = ''): this {
    const isMessage = (frame[0] ?? 0) >> 4 === 3;
    this.#append(
      this.#head('packet', link, direction, isMessage, touch),
      frame,
      touch,
      1,
      new TextEncoder().encode(topic),
    );
    return this;
  }

  /** Plain acknowledgements of one read or write. */
  run(link: number, direction: Direction, packets: readonly Packet[]): this {
    const frames = Buffer.concat(packets.map((packet) => encode(packet, this.#version)));
    const head = this.#head('acknowledgements', link, direction, false, undefined);
    this.#append(head, frames, undefined, frames.byteLength / acknowledgementSize);
    return this;
  }

  /** A note of what the embedded broker did with a message. */
  note(what: NoteOf): this {
    const { event, message = 0, link = 0, packetId = 0, qos = 0, dup = false, detail = 0 } = what;
    const bytes = Buffer.alloc(deliverySize);
    bytes.writeUInt32LE(message, 0);
    bytes.writeUInt32LE(event === 'routed' ? (what.receivers ?? 0) : link, 4);
    bytes.writeUInt16LE(packetId, 8);
    bytes.writeUInt8(deliveryEvents.indexOf(event), 10);
    const unknown = message === 0 ? deliveryFlags.unknownMessage : 0;
    bytes.writeUInt8(qos | (dup ? deliveryFlags.dup : 0) | deliveryFlags.version5 | unknown, 11);
    bytes.writeUInt32LE(detail, 12);
    bytes.writeUInt16LE(1, 16);
    this.#append(this.#head('deliveries', 0, 'sent', false, undefined), bytes, undefined, 1);
    return this;
  }

  /** Names who messages are for; its number is what `routed` notes mean them by. */
  receivers(clients: readonly string[]): number {
    const text = receiversText({
      receivers: clients.map((client) => ({
        client,
        qos: 0,
        filters: ['#'],
        identifiers: [],
        retainAsPublished: false,
      })),
      shares: [],
      withheld: [],
    });
    this.#append(this.#head('receivers', 0, 'sent', false, undefined), Buffer.from(text), undefined, 1);
    return this.#next - 1;
  }

  /** What there is since it was last asked for, with the sequence number that it begins with. */
  batch(): { readonly data: Buffer; readonly first: number } {
    const batch = { data: Buffer.concat(this.#parts.splice(0)), first: this.#first };
    this.#first = this.#next;
    return batch;
  }

  #note(kind: 'opened' | 'closed' | 'dropped' | 'stood', link: number, what: object): this {
    const head = this.#head(kind, link, 'received', false, undefined);
    this.#append(head, Buffer.from(JSON.stringify(what)), undefined, 1);
    return this;
  }

  #head(
    kind: RecordHead['kind'],
    link: number,
    direction: Direction,
    isMessage: boolean,
    touch: Touch | undefined,
  ): RecordHead {
    this.time += 1_000;
    return {
      kind,
      link,
      direction,
      isMessage,
      touch,
      isMark: false,
      time: this.time,
      version: this.#version,
    };
  }

  #append(
    head: RecordHead,
    body: Uint8Array,
    touch: Touch | undefined,
    packets: number,
    topic: Uint8Array = noBytes,
  ): void {
    const space = recordSpace(new ArrayBuffer(recordSize(topic, body, touch)));
    writeRecord(space, 0, head, topic, body);
    this.#parts.push(Buffer.from(space.bytes));
    this.#next += packets;
  }
}
