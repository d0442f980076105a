// The process that floods: as a broker whose one client gets messages as fast as it takes them, or as a publisher.
import { obey } from '../frame/load-process.ts';
import type { Flood } from './flood.ts';
import type { GeneratorCount, GeneratorOrder } from './generator-orders.ts';
import { MinimalBroker } from './minimal-broker.ts';
import { startPublisher } from './publisher.ts';

interface Target {
  readonly port: number;
  readonly flood: Flood | undefined;
  readonly pings: number;
  readonly longestSilence: number;
  close(): void;
}

obey(flooding());

/** What the process does on each order: it has what it floods by name. */
function flooding() {
  const targets = new Map<string, Target>();
  return async (order: GeneratorOrder): Promise<GeneratorCount> => {
    const { name } = order;
    if (order.do === 'listen') {
      const broker = new MinimalBroker();
      await broker.isListening;
      targets.set(name, broker);
    } else if (order.do === 'connect') targets.set(name, await startPublisher(order.port, order.qos));
    const target = targets.get(name);
    if (target === undefined) throw new Error(`There is no ${name}.`);
    if (order.do === 'send') target.flood?.send(order.messages, order.perSecond);
    else if (order.do === 'end') target.flood?.end();
    else if (order.do === 'close') {
      target.close();
      targets.delete(name);
    }
    return count(target);
  };
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
