import { setTimeout as wait } from 'node:timers/promises';
import type { Qos } from '../../app/mqtt/packet.ts';
import { startMosquitto } from '../broker/contenders.ts';
import { cpuTime, mainThreadTime } from '../broker/cpu-time.ts';
import type { LoadProcess } from '../frame/load-process.ts';
import { startProcess } from '../frame/load-process.ts';
import { connectProfile, openWindow, startApp } from './app.ts';
import type { GeneratorCount, GeneratorOrder } from './generator-orders.ts';
import type { SubscriberCount, SubscriberOrder } from './subscriber.ts';

export type Generator = LoadProcess<GeneratorOrder, GeneratorCount>;

/** One load that all contenders are given. */
export interface Cell {
  readonly name: string;
  readonly qos: Qos;
  readonly through: 'direct' | 'mosquitto';
  readonly goal: number;
}

/** Whoever takes the messages, in a process of its own, with what floods it. */
export interface Contender {
  readonly name: string;
  /** As the generator knows what floods it. */
  readonly flood: string;
  /** Messages taken in so far, and when that was, in ms of the machine's clock. */
  count(): Promise<{ readonly messages: number; readonly time: number }>;
  /** Likewise while messages flow, exact for the moment that it tells. */
  countFlowing(): Promise<{ readonly messages: number; readonly time: number }>;
  /** Of these, what was not kept. */
  dropped(): Promise<number>;
  /** Nothing more is to be done: what was taken in is on the disk. */
  rest(): Promise<void>;
  /** Processor time so far, in µs: of the whole process, and of its main thread. */
  cpu(): { readonly whole: number; readonly main: number };
  stop(): Promise<void>;
}

/** The app, a window attached. */
export async function startOurs(generator: Generator, cell: Cell): Promise<Contender> {
  const app = await startApp();
  const source = await openSource(generator, cell, 'ours');
  const window = await openWindow(app.url);
  await connectProfile(window.client, { port: source.port, qos: cell.qos, protocolVersion: 4 });
  await source.ready();
  return {
    name: 'ours',
    flood: 'ours',
    count: async () => window.shown(),
    countFlowing: cell.through === 'direct' ? () => taken(generator, cell, 'ours') : () => window.nextShown(),
    dropped: async () => {
      const { dropped } = await window.status();
      return dropped.reduce((sum, { count }) => sum + count, 0);
    },
    rest: async () => {
      let before = await window.status();
      for (;;) {
        const now = await window.status();
        if (now.stored === before.stored && now.messages === before.messages) return;
        before = now;
      }
    },
    cpu: () => ({ whole: cpuTime(app.pid), main: mainThreadTime(app.pid) }),
    stop: async () => {
      window.close();
      await app.stop();
      await source.stop();
    },
  };
}

/** MQTT.js that only counts, or a socket that is only read. */
export async function startSubscriber(
  generator: Generator,
  cell: Cell,
  kind: 'default' | 'tuned' | 'sink',
): Promise<Contender> {
  const child = startProcess<SubscriberOrder, SubscriberCount>('bench/capture/subscriber.ts');
  const source = await openSource(generator, cell, kind);
  await child.order({ do: 'open', kind, port: source.port, qos: cell.qos });
  await source.ready();
  const count = kind === 'sink' ? () => sent(generator, kind) : () => child.order({ do: 'count' });
  return {
    name: kind === 'sink' ? 'sink' : `MQTT.js, ${kind}`,
    flood: kind,
    count,
    countFlowing: count,
    dropped: async () => 0,
    rest: async () => undefined,
    cpu: () => ({ whole: cpuTime(child.pid), main: mainThreadTime(child.pid) }),
    stop: async () => {
      child.stop();
      await source.stop();
    },
  };
}

async function sent(generator: Generator, name: string) {
  const { sent: messages, time } = await generator.order({ do: 'count', name });
  return { messages, time };
}

/** What the generator got rid of: a window tells of it late when the engine has much to do. Others tell it themselves. */
async function taken(generator: Generator, { qos }: Cell, name: string) {
  const { sent: given, acknowledged, time } = await generator.order({ do: 'count', name });
  return { messages: qos === 0 ? given : acknowledged, time };
}

interface Source {
  readonly port: number;
  /** The subscriber is subscribed. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

async function openSource(generator: Generator, cell: Cell, name: string): Promise<Source> {
  if (cell.through === 'mosquitto') {
    const broker = await startMosquitto();
    return {
      port: broker.port,
      ready: async () => {
        await generator.order({ do: 'connect', name, port: broker.port, qos: cell.qos });
        // Who subscribes to mosquitto is not seen from here.
        await wait(500);
      },
      stop: async () => {
        await generator.order({ do: 'close', name });
        await broker.stop();
      },
    };
  }
  const { port } = await generator.order({ do: 'listen', name });
  return {
    port,
    ready: async () => {
      while (!(await generator.order({ do: 'count', name })).isSubscribed) await wait(20);
    },
    stop: async () => {
      await generator.order({ do: 'close', name });
    },
  };
}
