import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { decode } from '../../app/mqtt/decode.ts';
import { encode } from '../../app/mqtt/encode.ts';
import { Framer } from '../../app/mqtt/framer.ts';
import type { Packet, ProtocolVersion, PublishPacket, Will } from '../../app/mqtt/packet.ts';
import type { Properties } from '../../app/mqtt/properties.ts';
import { noProperties } from '../../app/mqtt/properties.ts';

interface DeviceOptions {
  readonly clientId: string;
  readonly version?: ProtocolVersion;
  readonly cleanStart?: boolean;
  readonly will?: Will;
  readonly properties?: Properties;
  /** Whether it acknowledges the message; without it, all. */
  readonly acknowledges?: (message: PublishPacket) => boolean;
}

/** A client that does what no library does: it dies, forgets to acknowledge, fights for its name. */
export class Device {
  readonly #options: DeviceOptions;
  readonly #socket: Socket;
  readonly #version: ProtocolVersion;
  readonly #arrived: Packet[] = [];
  #heard: (() => void) | undefined;

  private constructor(port: number, options: DeviceOptions) {
    this.#options = options;
    this.#version = options.version ?? 5;
    this.#socket = connect(port, '127.0.0.1')
      .setNoDelay()
      .on('error', () => undefined);
    const framer = new Framer({ maximumPacketSize: 1_000_000 });
    this.#socket.on('data', (bytes: Uint8Array) => framer.push(bytes, (frame) => this.#take(frame.slice())));
  }

  /** Resolves when CONNACK is there. */
  static async connected(port: number, options: DeviceOptions): Promise<Device> {
    const device = new Device(port, options);
    const { clientId, cleanStart = true, will, properties = noProperties } = options;
    // It never pings: with a keep alive the story would become another one after a while.
    const plain = { username: undefined, password: undefined, keepAlive: 0 };
    const protocolVersion = device.#version;
    device.send({ type: 'connect', protocolVersion, clientId, cleanStart, will, ...plain, properties });
    await device.until('connack');
    return device;
  }

  send(packet: Packet): void {
    this.#socket.write(encode(packet, this.#version));
  }

  /** At QoS 1. */
  async subscribe(filter: string): Promise<void> {
    const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    const subscriptions = [{ filter, qos: 1 as const, ...options }];
    this.send({ type: 'subscribe', id: 1, subscriptions, properties: noProperties });
    await this.until('suback');
  }

  /** At QoS 1; resolves with PUBACK. */
  async publish(
    topic: string,
    payload: string,
    id: number,
    properties: Properties = noProperties,
  ): Promise<void> {
    const flags = { qos: 1, retain: false, dup: false } as const;
    this.send({ type: 'publish', topic, payload: Buffer.from(payload), id, ...flags, properties });
    await this.until('puback');
  }

  /** The next packet of that type, which may have come already. */
  async until(type: Packet['type']): Promise<Packet> {
    for (;;) {
      const at = this.#arrived.findIndex((packet) => packet.type === type);
      const [found] = at === -1 ? [] : this.#arrived.splice(at, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  /** As a device without power. */
  async die(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }

  /** Resolves when the broker has closed the connection. */
  async untilClosed(): Promise<void> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
  }

  #take(frame: Uint8Array): void {
    const packet = decode(frame, this.#version, 'server');
    if (packet.type === 'publish' && packet.qos === 1 && this.#options.acknowledges?.(packet) !== false) {
      this.send({ type: 'puback', id: packet.id, reasonCode: 0, properties: noProperties });
    }
    this.#arrived.push(packet);
    this.#heard?.();
  }
}
