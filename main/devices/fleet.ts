import { Worker } from 'node:worker_threads';
import type { DeviceState, Manner } from './device.ts';
import type { DevicesData, FromDevices } from './worker-messages.ts';

/** What waits longer for its devices to say goodbye ends them. */
const stopMilliseconds = 5_000;

/** The demo devices, in a thread of their own. */
export interface Fleet {
  devices(): readonly DeviceState[];
  /** Resolves when all connections are closed and the thread has ended. */
  stop(): Promise<void>;
}

/** Starts the demo devices against a broker on this machine; they come back by themselves when it restarts. */
export function startFleet(options: {
  readonly port: number;
  readonly misbehaving: boolean;
  readonly manner?: Manner;
  readonly onChange: () => void;
  readonly log: (level: 'info' | 'warn' | 'error', area: string, text: string) => void;
}): Fleet {
  const { port, misbehaving, manner, onChange, log } = options;
  const file = import.meta.url.endsWith('.ts') ? './main.ts' : './devices.js';
  const data: DevicesData = { port, misbehaving, manner };
  const worker = new Worker(new URL(file, import.meta.url), { workerData: data });
  let devices: readonly DeviceState[] = [];
  worker.on('message', (message: FromDevices) => {
    if (message.type === 'log') log('warn', 'devices', message.text);
    else {
      devices = message.devices;
      onChange();
    }
  });
  worker.on('error', (error) => log('error', 'devices', `the demo devices ended: ${String(error)}`));
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      devices = devices.map((device) => ({ ...device, state: 'stopped' }));
      onChange();
      resolve();
    });
  });
  return {
    devices: () => devices,
    stop: async () => {
      worker.postMessage('stop');
      const force = setTimeout(() => void worker.terminate(), stopMilliseconds);
      await ended;
      clearTimeout(force);
    },
  };
}
