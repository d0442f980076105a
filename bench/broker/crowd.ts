// A process of the load: clients that are only there, and storms of those that come and go.
import { connectFrame } from './frames.ts';
import type { Order } from './orders.ts';
import { obeyOrders } from './orders.ts';
import { WireClient } from './wire-client.ts';

/** Connections of a storm that are under way at once. */
const atOnce = 50;

obeyOrders(crowding());

/** What the process does on each order: it has a crowd by broker. */
function crowding() {
  const crowds = new Map<string, WireClient[]>();
  return async (order: Order) => {
    if (order.do === 'storm')
      return { messages: await storm(order.port, order.milliseconds), isSettled: true };
    const crowd = crowds.get(order.name) ?? [];
    crowds.set(order.name, crowd);
    if (order.do === 'open') await fill(crowd, order.port, order.clients);
    else if (order.do === 'close') for (const client of crowd.splice(0)) client.socket.destroy();
    return { messages: crowd.length, isSettled: true };
  };
}

async function fill(crowd: WireClient[], port: number, clients: number): Promise<void> {
  while (crowd.length < clients) {
    const some = Math.min(atOnce, clients - crowd.length);
    const joining = Array.from({ length: some }, (_, index) => join(port, crowd.length + index));
    crowd.push(...(await Promise.all(joining)));
  }
}

async function join(port: number, number: number): Promise<WireClient> {
  const client = new WireClient(port);
  await client.ask(connectFrame(`bench-idle-${number}`, true), 2);
  return client;
}

/** Returns how many got their CONNACK. */
async function storm(port: number, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let count = 0;
  const comeAndGo = async (lane: number) => {
    for (let number = 0; performance.now() < end; number += 1) {
      const client = new WireClient(port);
      await client.ask(connectFrame(`bench-storm-${lane}-${number}`, true), 2);
      // A reset: else the ports of this machine would run out.
      client.socket.resetAndDestroy();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, lane) => comeAndGo(lane)));
  return count;
}
