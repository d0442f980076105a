import { setTimeout as wait } from 'node:timers/promises';
import type { Qos } from '../../app/mqtt/packet.ts';
import { cpuTime } from '../broker/cpu-time.ts';
import type { Window } from '../capture/app.ts';
import { connectProfile, flooded, openWindow, startApp } from '../capture/app.ts';
import type { Generator } from '../capture/contenders.ts';

/** The app with traces or without, and what floods its connection. */
export interface TracedApp {
  readonly name: string;
  readonly window: Window;
  /** Processor time so far of all its threads, in µs. */
  cpu(): number;
  /** Nothing more is to be done: what came is stored and traced. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTracedApp(generator: Generator, name: string, qos: Qos): Promise<TracedApp> {
  const app = await startApp();
  const window = await openWindow(app.url);
  const saved = await window.client.call('settings.save', { change: { traces: name === 'on' } });
  if (!saved.ok) throw new Error(saved.error.message);
  const { port } = await generator.order({ do: 'listen', name });
  await connectProfile(window.client, { port, qos, protocolVersion: 4 });
  while (!(await generator.order({ do: 'count', name })).isSubscribed) await wait(20);
  const traces = follow(window);
  return {
    name,
    window,
    cpu: () => cpuTime(app.pid),
    rest: async () => {
      const stored = await untilStill(async () => (await window.status()).stored);
      if (name === 'on') await traces.until(stored);
    },
    stop: async () => {
      window.close();
      await app.stop();
      await generator.order({ do: 'close', name });
    },
  };
}

/** Follows the list of exchanges as its screen does. */
function follow(window: Window): { until(sequence: number): Promise<void> } {
  let traced = 0;
  const params = { source: flooded, deliveries: false, window: { at: 'end', count: 40 } } as const;
  window.client.watch('trace.list', params, {
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
