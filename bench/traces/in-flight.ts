import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startBroker } from '../../e2e/fixtures/engine-client.ts';
import { brokerSource } from '../../main/engine/source-list.ts';
import { connectFrame, publishFrames } from '../broker/frames.ts';
import { WireClient } from '../broker/wire-client.ts';
import { openWindow, startApp } from '../capture/app.ts';
import type { Figure } from '../frame/figure.ts';
import { atMost, spread } from '../frame/figure.ts';

const clients = 4;
const each = 25_000;
const megabyte = 1_048_576;
/** What the traces of so many may add to the process, in MB. */
const most = 250;

/** What PUBLISH packets at QoS 2 take whose publishers never send PUBREL: of the whole process, with traces and without. */
export async function measureInFlight(): Promise<readonly Figure[]> {
  const off = await growthOf(false);
  const on = await growthOf(true);
  const what = `${(clients * each).toLocaleString('en')} exchanges in flight over ${clients} clients`;
  return [
    spread(`${what}, traces off: the process grows by`, 'MB', [off]),
    atMost(off + most, `${what}, traces on: the process grows by`, 'MB', [on]),
  ];
}

async function growthOf(traces: boolean): Promise<number> {
  const app = await startApp();
  const window = await openWindow(app.url);
  try {
    await window.client.call('settings.save', { change: { traces } });
    const port = await startBroker(app.url);
    await wait(1_000);
    const before = residentOf(app.pid);
    const sockets = await Promise.all(
      Array.from({ length: clients }, (_, number) => leaveInFlight(port, number)),
    );
    if (traces) await untilTraced(window.client);
    const grown = residentOf(app.pid) - before;
    for (const { socket } of sockets) socket.destroy();
    return grown / megabyte;
  } finally {
    window.close();
    await app.stop();
  }
}

/** Publishes and takes what PUBREC comes, but sends nothing more. */
async function leaveInFlight(port: number, number: number): Promise<WireClient> {
  const client = new WireClient(port);
  await client.ask(connectFrame(`bench-in-flight-${number}`, true), 2);
  const { bytes, frameSize } = publishFrames(2);
  let answered = 0;
  const isAnswered = new Promise<void>((resolve) => {
    client.onFrame = (first) => {
      if (first >> 4 === 5) answered += 1;
      if (answered === each) resolve();
    };
  });
  client.socket.write(bytes.subarray(0, each * frameSize));
  await isAnswered;
  return client;
}

function untilTraced(client: Awaited<ReturnType<typeof openWindow>>['client']): Promise<void> {
  return new Promise((resolve, reject) => {
    const params = { source: brokerSource, of: 'handshakes', buckets: 1 } as const;
    const watch = client.watch('trace.latency', params, {
      value: ({ inFlight }) => {
        if (inFlight < clients * each) return;
        watch.stop();
        resolve();
      },
      ended: ({ message }) => reject(new Error(message)),
    });
  });
}

function residentOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
