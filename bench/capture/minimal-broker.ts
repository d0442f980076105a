import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { decode } from '../../app/mqtt/decode.ts';
import { encode } from '../../app/mqtt/encode.ts';
import { Framer } from '../../app/mqtt/framer.ts';
import type { Packet, ProtocolVersion } from '../../app/mqtt/packet.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { Flood } from './flood.ts';

const mostUnderWay = 65_535;

/** As much of a broker as a subscriber needs to see: it takes one client and sends it what the flood makes. */
export class MinimalBroker {
  flood: Flood | undefined;
  pings = 0;
  longestSilence = 0;
  readonly #server: Server;
  #socket: Socket | undefined;
  #version: ProtocolVersion = 4;
  #window = mostUnderWay;
  #heardAt = 0;
  #keepAlive: NodeJS.Timeout | undefined;
  #releases: Uint8Array[] = [];

  constructor() {
    this.#server = createServer((socket) => this.#accept(socket)).listen(0, '127.0.0.1');
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get isListening(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#server.listening) resolve();
      else this.#server.once('listening', resolve);
    });
  }

  close(): void {
    clearInterval(this.#keepAlive);
    this.flood?.end();
    this.#socket?.destroy();
    this.#server.close();
  }

  #accept(socket: Socket): void {
    this.#socket?.destroy();
    this.#socket = socket;
    this.flood = undefined;
    const framer = new Framer({ maximumPacketSize: 1_000_000 });
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#gone(socket));
    socket.on('data', (chunk: Uint8Array) => {
      this.#heard();
      framer.push(chunk, (frame) => this.#take(frame, socket));
      this.#release(socket);
      this.flood?.pump();
    });
  }

  #gone(socket: Socket): void {
    if (socket !== this.#socket) return;
    clearInterval(this.#keepAlive);
    this.#socket = undefined;
  }

  #heard(): void {
    const now = performance.now();
    if (this.flood !== undefined) this.longestSilence = Math.max(this.longestSilence, now - this.#heardAt);
    this.#heardAt = now;
  }

  /** Acknowledgements come by the million: they are read by hand. */
  #take(frame: Uint8Array, socket: Socket): void {
    const id = ((frame[2] ?? 0) << 8) | (frame[3] ?? 0);
    switch ((frame[0] ?? 0) >> 4) {
      case 4:
      case 7:
        this.flood?.settled(id);
        return;
      case 5:
        this.#releases.push(Uint8Array.of(0x62, 2, id >> 8, id & 0xff));
        return;
      default:
        this.#answer(decode(frame, this.#version, 'client'), socket);
    }
  }

  #release(socket: Socket): void {
    if (this.#releases.length > 0) socket.write(Buffer.concat(this.#releases));
    this.#releases = [];
  }

  #answer(packet: Packet, socket: Socket): void {
    const send = (answer: Packet) => socket.write(encode(answer, this.#version));
    switch (packet.type) {
      case 'connect':
        this.#version = packet.protocolVersion;
        this.#window = packet.properties.receiveMaximum ?? mostUnderWay;
        this.#watch(packet.keepAlive, socket);
        send({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: noProperties });
        return;
      case 'subscribe': {
        const qos = packet.subscriptions[0]?.qos ?? 0;
        send({ type: 'suback', id: packet.id, reasonCodes: [qos], properties: noProperties });
        this.flood = new Flood({ socket, version: this.#version, qos, window: this.#window });
        return;
      }
      case 'pingreq':
        this.pings += 1;
        send({ type: 'pingresp' });
        return;
      case 'disconnect':
        socket.end();
        return;
      default:
        throw new Error(`No subscriber sends ${packet.type}.`);
    }
  }

  /** As a broker does: who is silent for one and a half times the Keep Alive is gone [MQTT-3.1.2-22]. */
  #watch(keepAlive: number, socket: Socket): void {
    this.#heardAt = performance.now();
    if (keepAlive === 0) return;
    this.#keepAlive = setInterval(() => {
      if (performance.now() - this.#heardAt > keepAlive * 1500) socket.destroy();
    }, 100);
  }
}
