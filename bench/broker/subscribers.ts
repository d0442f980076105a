// A process of the load: the subscribers of each broker. They count PUBLISH frames, and acknowledge once for each read.
import type { Qos } from '../../app/mqtt/packet.ts';
import { connectFrame, subscribeFrame, writeAcknowledgement } from './frames.ts';
import type { Order } from './orders.ts';
import { obeyOrders } from './orders.ts';
import { WireClient } from './wire-client.ts';

/** More acknowledgements than one read can ask for. */
const acknowledgements = Buffer.alloc(262_144);

class Subscribers {
  readonly #clients: WireClient[] = [];
  messages = 0;
  #filled = 0;

  async add(port: number, clientId: string, qos: Qos, cleanStart: boolean): Promise<void> {
    const client = new WireClient(port);
    await client.ask(connectFrame(clientId, cleanStart), 2);
    await client.ask(subscribeFrame(qos), 9);
    client.onFrame = (first, bytes, bodyAt) => this.#take(first, bytes, bodyAt);
    client.onReadEnd = () => this.#acknowledge(client);
    this.#clients.push(client);
  }

  close(): void {
    for (const client of this.#clients) client.socket.destroy();
  }

  #take(first: number, bytes: Buffer, bodyAt: number): void {
    if (first >> 4 === 3) {
      this.messages += 1;
      const qos = (first >> 1) & 3;
      if (qos === 0) return;
      const id = bytes.readUInt16BE(bodyAt + 2 + bytes.readUInt16BE(bodyAt));
      this.#filled = writeAcknowledgement(acknowledgements, this.#filled, qos === 1 ? 0x40 : 0x50, id);
    } else if (first >> 4 === 6) {
      this.#filled = writeAcknowledgement(acknowledgements, this.#filled, 0x70, bytes.readUInt16BE(bodyAt));
    }
  }

  #acknowledge(client: WireClient): void {
    if (this.#filled > 0) client.socket.write(Buffer.from(acknowledgements.subarray(0, this.#filled)));
    this.#filled = 0;
  }
}

obeyOrders(subscribing());

/** What the process does on each order: it has subscribers by broker. */
function subscribing() {
  const all = new Map<string, Subscribers>();
  return async (order: Order) => {
    if (order.do === 'open') {
      const subscribers = new Subscribers();
      for (let number = 0; number < order.clients; number += 1) {
        await subscribers.add(order.port, `bench-subscriber-${number}`, order.qos, order.cleanStart);
      }
      all.set(order.name, subscribers);
    }
    const subscribers = order.do === 'storm' ? undefined : all.get(order.name);
    if (subscribers === undefined) throw new Error('Nobody is subscribed there.');
    if (order.do === 'close') subscribers.close();
    return { messages: subscribers.messages, isSettled: true };
  };
}
