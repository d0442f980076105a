import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { Client } from '../../app/contract/connect.ts';
import { connect } from '../../app/contract/connect.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import { memoryPorts } from '../../app/contract/ports/memory-port.ts';
import { createEngine } from '../../main/engine/engine.ts';
import { databasePath } from '../../main/history/database-path.ts';
import { startProcess } from '../frame/load-process.ts';
import { account } from './account.ts';
import type { FloodedProfile } from './app.ts';
import { connectProfile, flooded } from './app.ts';
import type { Generator } from './contenders.ts';
import type { GeneratorCount } from './generator-orders.ts';

// A flood fights with whatever else the machine does; a test waits for a state, never for this time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const name = 'flood';
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** The engine in this process, a generator in another one, and a connection between them. */
async function setup(profile: Omit<FloodedProfile, 'port'>) {
  const folder = await mkdtemp(join(tmpdir(), 'overload-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const made = await createEngine({
    kind: 'web',
    versions: [],
    configFolder: folder,
    defaultDataFolder: data,
    licencesFile: new URL('file:///nowhere'),
  });
  if (!made.ok) throw new Error(made.error.message);
  cleanUps.push(() => made.value.close());
  const generator: Generator = startProcess('bench/capture/generator.ts');
  cleanUps.push(() => generator.stop());
  const [near, far] = memoryPorts();
  made.value.serve(far);
  const client = connect(near);
  const { port } = await generator.order({ do: 'listen', name });
  await connectProfile(client, { ...profile, port });
  await until(generator, ({ isSubscribed }) => isSubscribed);
  const stored = async () => {
    await made.value.close();
    return account(data, flooded, (await generator.order({ do: 'count', name })).sent);
  };
  return { client, generator, data, stored };
}

async function until(
  generator: Generator,
  isWanted: (count: GeneratorCount) => boolean,
): Promise<GeneratorCount> {
  for (;;) {
    const count = await generator.order({ do: 'count', name });
    if (isWanted(count)) return count;
    await wait(10);
  }
}

/** Resolves with the first status that is as wanted. */
function statusOf(
  client: Client,
  isWanted: (status: FeedValue<'status'>) => boolean,
): Promise<FeedValue<'status'>> {
  return new Promise((resolve, reject) => {
    const watch = client.watch(
      'status',
      { source: flooded },
      {
        value: (status) => {
          if (!isWanted(status)) return;
          watch.stop();
          resolve(status);
        },
        ended: ({ message }) => reject(new Error(message)),
      },
    );
  });
}

test('a burst of 500,000 messages is read back whole, each topic in order', async () => {
  const { client, generator, stored } = await setup({ qos: 0, protocolVersion: 4 });

  await generator.order({ do: 'send', name, messages: 500_000 });
  await statusOf(client, ({ messages }) => messages === 500_000);

  expect(await stored()).toEqual({ readBack: 500_000, missing: 0, wrong: 0, told: new Map() });
});

test.each([1, 2] as const)(
  'QoS %i: all is read back in order, each message acknowledged to its end, the Receive Maximum kept',
  async (qos) => {
    const { client, generator, stored } = await setup({ qos, protocolVersion: 5, receiveMaximum: 700 });

    await generator.order({ do: 'send', name, messages: 50_000 });
    await statusOf(client, ({ messages }) => messages === 50_000);
    const { acknowledged } = await until(generator, ({ isSettled }) => isSettled);

    expect(acknowledged).toBe(50_000);
    expect(await stored()).toEqual({ readBack: 50_000, missing: 0, wrong: 0, told: new Map() });
  },
);

test('what a disk that stands still could not take is missing, and just that many are told of, with the reason', async () => {
  const { client, generator, data, stored } = await setup({ qos: 0, protocolVersion: 4 });
  const another = new DatabaseSync(databasePath(data));
  cleanUps.push(() => another.close());
  another.exec('begin immediate');

  await generator.order({ do: 'send', name, messages: 900_000 });
  await statusOf(client, ({ messages }) => messages === 900_000);
  // Whoever looks is told how far the history is behind.
  await statusOf(client, ({ lag }) => lag > 1_000);
  another.exec('rollback');
  await statusOf(client, ({ history }) => history.problem === undefined);
  // Something that comes after the gap, so that it is known where it ended.
  await generator.order({ do: 'send', name, messages: 1_000 });
  const { dropped } = await statusOf(client, ({ messages, lag }) => messages === 901_000 && lag === 0);

  const { missing, wrong, readBack, told } = await stored();
  const counted = dropped.reduce((sum, { count }) => sum + count, 0);
  expect(missing).toBeGreaterThan(0);
  expect({ wrong, readBack, told: [...told.values()].reduce((sum, one) => sum + one, 0) }).toEqual({
    wrong: 0,
    readBack: 901_000 - missing,
    told: missing,
  });
  expect(counted).toBe(missing);
});

test('a keep alive is kept during a flood: pings go out in time, and their answers are heard', async () => {
  const { client, generator } = await setup({ qos: 0, protocolVersion: 5, keepAlive: 1 });

  await generator.order({ do: 'send', name, messages: 1_000_000_000 });
  const { longestSilence } = await until(generator, ({ pings }) => pings >= 2);
  const { isSubscribed } = await generator.order({ do: 'end', name });
  const state = await new Promise<string>((resolve, reject) => {
    const value = ({ state: { kind } }: FeedValue<'connection'>) => resolve(kind);
    client.watch(
      'connection',
      { source: flooded },
      { value, ended: ({ message }) => reject(new Error(message)) },
    );
  });

  // The generator hangs up as a broker does, after one and a half times the Keep Alive.
  expect(longestSilence).toBeLessThan(1_500);
  expect([isSubscribed, state]).toEqual([true, 'connected']);
});

test('a profile that pushes back loses nothing of more than may wait for the disk: the broker waits', async () => {
  const { client, generator, stored } = await setup({ qos: 0, protocolVersion: 4, pushBack: true });

  await generator.order({ do: 'send', name, messages: 900_000 });
  await statusOf(client, ({ messages }) => messages === 900_000);

  expect(await stored()).toEqual({ readBack: 900_000, missing: 0, wrong: 0, told: new Map() });
});
