import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { acknowledge, publish } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { tracesPath } from '../../trace/store/traces-path.ts';
import { brokerSource } from '../source-list.ts';
import { makeFolder, startEngine } from '../testing/running-engine.ts';
import { until } from '../testing/until.ts';

const lateSeconds = 0.8;

async function startBroker(client: Client): Promise<number> {
  const plan = { port: 0, wsPort: 0, network: false, whenTaken: 'ask' } as const;
  await client.call('broker.start', { ...plan, allowedOrigins: [] });
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  return state.kind === 'running' ? (state.listeners[0]?.port ?? 0) : 0;
}

/** Publishes at QoS 2; the PUBREL goes out once `wait` is over. */
async function published(port: number, id: string, wait: () => Promise<unknown>): Promise<void> {
  const { client } = await connected(port, 4, { id });
  client.send(publish(4, { topic: 'plant/press', qos: 2, id: 7 }));
  await client.next();
  await wait();
  client.send(acknowledge(0x62, 7));
  await client.next();
}

/** Once this client was found to be late: who was. */
async function lateOnes(client: Client, awaited: string): Promise<readonly string[]> {
  const { findings } = await until(client, 'trace.findings', { source: brokerSource, from: 0 }, (value) =>
    value.findings.some((one) => one.client === awaited),
  );
  return findings.map((one) => `${one.kind} ${one.client}`);
}

test('nobody is late while the engine itself stands still, nor when it is traced again from the history', async () => {
  const folder = await makeFolder();
  const findingThresholds = { ...defaultThresholds, lateSeconds };
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ findingThresholds }));
  const { engine, client } = await startEngine(folder);
  const port = await startBroker(client);

  await published(port, 'stalled', async () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lateSeconds * 1_250);
  });
  await published(port, 'slow', () => lateOnes(client, 'slow'));
  const live = await lateOnes(client, 'slow');
  await engine.close();
  await rm(tracesPath(path.join(folder, 'data')));
  const again = await lateOnes((await startEngine(folder)).client, 'slow');

  expect([live, again]).toEqual([['unacknowledged slow'], ['unacknowledged slow']]);
});

test.each([4, 5] as const)(
  'a client of version %i that misses its keep alive is found to, though the engine stood still for a moment',
  async (version) => {
    const { client } = await startEngine(await makeFolder());
    const port = await startBroker(client);
    // Its connection ends a second after its keep alive: for so long the machine itself may stand still.
    const { client: silent } = await connected(port, version, { id: 'silent', keepAlive: 2 });
    await setTimeout(200);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    await silent.untilClosed();

    expect(await lateOnes(client, 'silent')).toEqual(['keep-alive-missed silent']);
  },
);
