// The process that floods: as a broker whose one client gets messages as fast as it takes them, or as a publisher.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Qos } from '../../app/mqtt/packet.ts';
import { connectFrame } from '../broker/frames.ts';
import { Flood } from './flood.ts';
import type { GeneratorCount, GeneratorOrder } from './generator-orders.ts';
import { obey } from './load-process.ts';
import { MinimalBroker } from './minimal-broker.ts';

interface Target {
  readonly port: number;
  readonly flood: Flood | undefined;
  readonly pings: number;
  readonly longestSilence: number;
  close(): void;
}

const targets = new Map<string, Target>();
obey((order: GeneratorOrder) => run(order));

async function run(order: GeneratorOrder): Promise<GeneratorCount> {
  const { name } = order;
  if (order.do === 'listen') {
    const broker = new MinimalBroker();
    await broker.isListening;
    targets.set(name, broker);
  } else if (order.do === 'connect') targets.set(name, await publisher(order.port, order.qos));
  const target = targets.get(name);
  if (target === undefined) throw new Error(`There is no ${name}.`);
  if (order.do === 'send') target.flood?.send(order.messages, order.perSecond);
  else if (order.do === 'end') target.flood?.end();
  else if (order.do === 'close') {
    target.close();
    targets.delete(name);
  }
  return count(target);
}

function count({ port, flood, pings, longestSilence }: Target): GeneratorCount {
  return {
    port,
    isSubscribed: flood !== undefined,
    sent: flood?.sent ?? 0,
    acknowledged: flood?.acknowledged ?? 0,
    isSettled: flood?.isSettled ?? true,
    pings,
    longestSilence,
    time: performance.timeOrigin + performance.now(),
  };
}

async function publisher(port: number, qos: Qos): Promise<Target> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.write(connectFrame('bench-flood', true));
  await once(socket, 'data');
  const flood = new Flood({ socket, version: 4, qos, window: 1000 });
  socket.on('data', () => undefined);
  return { port, flood, pings: 0, longestSilence: 0, close: () => socket.destroy() };
}
