// A process of the load: one publisher for each broker. At QoS 0 as fast as its socket takes it, at QoS 1 and 2 with a
// window of messages that are not acknowledged.
import type { Qos } from '../../app/mqtt/packet.ts';
import { connectFrame, publishFrames, writeAcknowledgement } from './frames.ts';
import type { Order } from './orders.ts';
import { obeyOrders } from './orders.ts';
import { WireClient } from './wire-client.ts';

/** QoS 1 and 2: messages under way. */
const window = 500;
/** Frames in one write. */
const atOnce = 1000;
/** PUBREL takes four bytes, and not more of them than the window are sent at once. */
const releases = Buffer.alloc(4 * (window + 1));

class Publisher {
  readonly #client: WireClient;
  readonly #qos: Qos;
  readonly #frames: ReturnType<typeof publishFrames>;
  #next = 0;
  #sent = 0;
  #acknowledged = 0;
  #released = 0;
  #isOn = false;

  constructor(client: WireClient, qos: Qos) {
    this.#client = client;
    this.#qos = qos;
    this.#frames = publishFrames(qos);
    client.onFrame = (first, bytes, bodyAt) => this.#acknowledge(first, bytes, bodyAt);
    client.onReadEnd = () => this.#goOn();
    client.socket.on('drain', () => this.#pump());
  }

  get count() {
    const isSettled =
      this.#client.socket.writableLength === 0 && (this.#qos === 0 || this.#acknowledged === this.#sent);
    return { messages: this.#sent, isSettled };
  }

  begin(): void {
    this.#isOn = true;
    this.#pump();
  }

  end(): void {
    this.#isOn = false;
  }

  close(): void {
    this.#client.socket.destroy();
  }

  #pump(): void {
    while (this.#isOn && !this.#client.socket.writableNeedDrain) {
      const credit = this.#qos === 0 ? atOnce : window - (this.#sent - this.#acknowledged);
      if (credit <= 0) return;
      this.#send(Math.min(credit, this.#frames.count - this.#next));
    }
  }

  #send(count: number): void {
    const { bytes, frameSize } = this.#frames;
    const start = this.#next * frameSize;
    this.#client.socket.write(bytes.subarray(start, start + count * frameSize));
    this.#next = (this.#next + count) % this.#frames.count;
    this.#sent += count;
  }

  #acknowledge(first: number, bytes: Buffer, bodyAt: number): void {
    const type = first >> 4;
    if (type === 4 || type === 7) this.#acknowledged += 1;
    else if (type === 5) {
      this.#released = writeAcknowledgement(releases, this.#released, 0x62, bytes.readUInt16BE(bodyAt));
    }
  }

  #goOn(): void {
    if (this.#released > 0) this.#client.socket.write(Buffer.from(releases.subarray(0, this.#released)));
    this.#released = 0;
    this.#pump();
  }
}

obeyOrders(publishing());

/** What the process does on each order: it has a publisher by broker. */
function publishing() {
  const publishers = new Map<string, Publisher>();
  return async (order: Order) => {
    if (order.do === 'storm') throw new Error('Publishers do not storm.');
    if (order.do === 'open') {
      const client = new WireClient(order.port);
      await client.ask(connectFrame('bench-publisher', true), 2);
      publishers.set(order.name, new Publisher(client, order.qos));
      return { messages: 0, isSettled: true };
    }
    const publisher = publishers.get(order.name);
    if (publisher === undefined) throw new Error(`No publisher is connected to ${order.name}.`);
    if (order.do === 'begin') publisher.begin();
    else if (order.do === 'end') publisher.end();
    else if (order.do === 'close') {
      publisher.close();
      publishers.delete(order.name);
    }
    return publisher.count;
  };
}
