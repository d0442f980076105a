import { setTimeout as wait } from 'node:timers/promises';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import { startBroker } from '../../e2e/fixtures/engine-client.ts';
import { brokerSource } from '../../main/engine/source-list.ts';
import { cpuTime } from '../broker/cpu-time.ts';
import type { BrokerLoad } from '../broker/orders.ts';
import type { App, Window } from '../capture/app.ts';
import { connectProfile, flooded, openWindow, startApp } from '../capture/app.ts';
import type { Generator } from '../capture/contenders.ts';

/** The app with traces or without, and what floods it. */
export interface TracedApp {
  readonly name: string;
  readonly pid: number;
  readonly window: Window;
  /** Processor time so far of all its threads, in µs. */
  cpu(): number;
  /** Nothing more is to be done: what came is stored and traced. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

/** The processes of the load: who publishes, and who subscribes at the app's broker. */
export interface TracedLoad {
  readonly generator: Generator;
  readonly subscribers: BrokerLoad;
}

interface Flow {
  readonly qos: Qos;
  /** Through the embedded broker from one client to another; else to a connection of the app. */
  readonly isThroughBroker: boolean;
}

/** With traces where its name is `on`. */
export async function startTracedApp(load: TracedLoad, name: string, flow: Flow): Promise<TracedApp> {
  const app = await startApp();
  const source = flow.isThroughBroker ? brokerSource : flooded;
  const window = await openWindow(app.url, source);
  const saved = await window.client.call('settings.save', { change: { traces: name === 'on' } });
  if (!saved.ok) throw new Error(saved.error.message);
  const begin = flow.isThroughBroker ? openBroker : openConnection;
  const end = await begin(load, name, flow.qos, { app, window });
  const traces = follow(window, source);
  return {
    name,
    pid: app.pid,
    window,
    cpu: () => cpuTime(app.pid),
    rest: async () => {
      const stored = await untilStill(async () => (await window.status()).stored);
      if (name === 'on') await traces.until(stored);
    },
    stop: async () => {
      window.close();
      await app.stop();
      await end();
    },
  };
}

interface Started {
  readonly app: App;
  readonly window: Window;
}

async function openConnection({ generator }: TracedLoad, name: string, qos: Qos, { window }: Started) {
  const { port } = await generator.order({ do: 'listen', name });
  await connectProfile(window.client, { port, qos, protocolVersion: 4 });
  while (!(await generator.order({ do: 'count', name })).isSubscribed) await wait(20);
  return async () => {
    await generator.order({ do: 'close', name });
  };
}

async function openBroker({ generator, subscribers }: TracedLoad, name: string, qos: Qos, { app }: Started) {
  const port = await startBroker(app.url);
  await subscribers.order({ do: 'open', name, port, qos, clients: 1, cleanStart: true });
  await generator.order({ do: 'connect', name, port, qos });
  return async () => {
    await generator.order({ do: 'close', name });
    await subscribers.order({ do: 'close', name });
  };
}

/** Follows the list of exchanges as its screen does. */
function follow({ client }: Window, source: SourceId): { until(sequence: number): Promise<void> } {
  let traced = 0;
  const params = { source, deliveries: false, window: { at: 'end', count: 40 } } as const;
  client.watch('trace.list', params, {
    value: ({ tracedTo }) => {
      traced = tracedTo;
    },
    // The window is closed while it is watched.
    ended: () => undefined,
  });
  return {
    until: async (sequence) => {
      while (traced < sequence) await wait(10);
    },
  };
}

async function untilStill(read: () => Promise<number>): Promise<number> {
  let before = await read();
  for (;;) {
    const now = await read();
    if (now === before) return now;
    before = now;
  }
}
