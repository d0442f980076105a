import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Answer } from '../../app/contract/answer.ts';
import { brokerBehaviour } from '../../app/contract/areas/broker/behaviour.ts';
import type { BrokerState } from '../../app/contract/areas/broker/state.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { HistoryValue } from '../../app/contract/areas/history.ts';
import type { TreeValue } from '../../app/contract/areas/tree.ts';
import type { Client } from '../../app/contract/connect.ts';
import { subscriptionTo, testProfile } from '../connection/testing/setup.ts';
import type { Engine } from './engine.ts';
import { createEngine } from './engine.ts';
import { brokerSource } from './source-list.ts';
import { makeFolder, startEngine } from './testing/running-engine.ts';
import { until } from './testing/until.ts';

const run = promisify(execFile);
function open(folder: string): Promise<Answer<Engine>> {
  return createEngine({
    kind: 'web',
    versions: [],
    configFolder: folder,
    defaultDataFolder: path.join(folder, 'data'),
    licencesFile: new URL('file:///nowhere'),
  });
}

async function startBroker(client: Client): Promise<number> {
  const plan = { port: 0, wsPort: 0, network: false, allowedOrigins: [], whenTaken: 'ask' } as const;
  expect(await client.call('broker.start', { ...plan, allowedOrigins: [] })).toEqual({
    ok: true,
    value: { kind: 'started' },
  });
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  return portOf(state);
}

function portOf(state: BrokerState): number {
  const port = state.kind === 'running' ? state.listeners[0]?.port : undefined;
  if (port === undefined) throw new Error('no listener');
  return port;
}

const everything = {
  source: brokerSource,
  filter: '',
  expansion: { base: 'open' as const, except: [] },
  from: 0,
  count: 50,
};

function treeUntil(client: Client, isWanted: (value: TreeValue) => boolean): Promise<TreeValue> {
  return until(client, 'tree', everything, isWanted);
}

function historyUntil(client: Client, isWanted: (value: HistoryValue) => boolean): Promise<HistoryValue> {
  const params = { source: brokerSource, branch: true, window: { at: 'end' as const, count: 50 } };
  return until(client, 'history', params, isWanted);
}

const shape = (value: TreeValue) =>
  value.rows.map((row) => [row.depth, row.name.text, row.messages, row.below]);

test('what a stock client publishes shows in tree and history, and does so again after a restart', async () => {
  const folder = await makeFolder();
  const first = await startEngine(folder);
  const port = await startBroker(first.client);

  await run('mosquitto_pub', ['-p', String(port), '-t', 'lab/temp', '-m', '21.5', '-q', '1']);
  await run('mosquitto_pub', ['-p', String(port), '-t', 'lab/door', '-m', 'open', '-q', '2', '-V', '5']);

  const expected = [
    [0, 'lab', 0, 2],
    [1, 'door', 1, 1],
    [1, 'temp', 1, 1],
  ];
  const tree = await treeUntil(first.client, (value) => value.topics === 2);
  expect(shape(tree)).toEqual(expected);
  const history = await historyUntil(first.client, (value) => value.end - value.first === 2);
  expect(
    history.rows.map((row) => row.kind === 'message' && [row.topic.text, row.preview.text, row.qos]),
  ).toEqual([
    ['lab/temp', '21.5', 1],
    ['lab/door', 'open', 2],
  ]);
  await first.engine.close();

  const second = await startEngine(folder);

  expect(shape(await treeUntil(second.client, (value) => value.topics === 2))).toEqual(expected);
  const later = await historyUntil(second.client, (value) => value.end - value.first === 2);
  expect(later.rows.map((row) => row.kind === 'message' && row.preview.text)).toEqual(['21.5', 'open']);
});

test('the composer publishes to the local broker at QoS 2 and the message is captured once', async () => {
  const { client } = await startEngine(await makeFolder());
  await startBroker(client);

  const outcome = await client.call('message.publish', {
    source: brokerSource,
    message: {
      topic: 'lab/cmd',
      payload: new TextEncoder().encode('on'),
      qos: 2,
      retain: false,
      properties: { userProperties: [['why', 'test']] },
    },
  });

  expect(outcome.ok && outcome.value.kind).toBe('acknowledged');
  expect(outcome.ok && outcome.value.steps.map((step) => step.packet)).toEqual([
    'PUBLISH',
    'PUBREC',
    'PUBREL',
    'PUBCOMP',
  ]);
  const history = await historyUntil(client, (value) => value.rows.length > 0);
  expect(history.rows.length).toBe(1);
  const sequence = history.rows[0]?.sequence ?? -1;
  const packet = await client.call('packet.read', { source: brokerSource, sequence });
  expect(packet.ok && packet.value.properties).toEqual([
    { name: 'User Property', value: 'why: test', cut: 0 },
  ]);
});

test('a second engine on the same folder says who has it and does no harm', async () => {
  const folder = await makeFolder();
  const { client } = await startEngine(folder);

  const second = await open(folder);

  expect(second.ok ? 'opened' : second.error.code).toBe('taken');
  expect(second.ok ? '' : second.error.message).toContain(String(process.pid));
  await startBroker(client);
});

test('a chosen data folder that cannot be had is told with the way back to the usual one', async () => {
  const folder = await makeFolder();
  const settings = path.join(folder, 'settings.json');
  await writeFile(settings, JSON.stringify({ dataFolder: '/proc/topicscope' }));

  const opened = await open(folder);

  expect(opened.ok ? 'opened' : opened.error.message).toMatch(
    /^The folder \/proc\/topicscope cannot be made: .* It was chosen in the settings: without "dataFolder" in /,
  );
  expect(opened.ok ? '' : opened.error.message).toContain(settings);
});

test('half a path is refused as data folder, as it would lead elsewhere at the next start', async () => {
  const { client } = await startEngine(await makeFolder());

  const half = await client.call('settings.save', { change: { dataFolder: '~/lab', theme: 'light' } });
  const whole = await client.call('settings.save', { change: { dataFolder: '/tmp/topicscope-lab' } });

  const { settings } = await until(client, 'settings', {}, () => true);
  expect([half.ok ? 'saved' : half.error.code, whole.ok, settings.theme, settings.dataFolder]).toEqual([
    'invalid',
    true,
    'system',
    '/tmp/topicscope-lab',
  ]);
});

test('a taken port is told with what is there, and replaced when that was asked for', async () => {
  const first = await startEngine(await makeFolder());
  const port = await startBroker(first.client);
  const second = await startEngine(await makeFolder());
  const plan = { port, wsPort: 0, network: false, allowedOrigins: [] };

  const asked = await second.client.call('broker.start', { ...plan, whenTaken: 'ask' });
  const freed = await second.client.call('broker.start', { ...plan, whenTaken: 'free' });

  expect(asked).toEqual({ ok: true, value: { kind: 'taken', port, speaksMqtt: true } });
  expect(freed).toEqual({ ok: true, value: { kind: 'started' } });
  const { state } = await until(second.client, 'broker', {}, (value) => value.state.kind === 'running');
  expect(state.kind === 'running' && state.takenPort).toBe(port);
});

test('a feed of one connection that is turned to another tells of the other', async () => {
  const { client } = await startEngine(await makeFolder());
  for (const name of ['one', 'two']) {
    const profile = testProfile({ id: sourceId.parse(name), subscriptions: [subscriptionTo(name, 0)] });
    await client.call('profile.save', { profile, secrets: {} });
  }

  const filters = await new Promise<string[]>((resolve) => {
    const watch = client.watch(
      'connection',
      { source: sourceId.parse('one') },
      {
        value: ({ subscriptions }) => {
          const asked = subscriptions.map((each) => each.asked.filter);
          if (asked[0] === 'one') watch.update({ source: sourceId.parse('two') });
          else resolve(asked);
        },
        ended: (error) => resolve([error.message]),
      },
    );
  });

  expect(filters).toEqual(['two']);
});

test('a will shows in the history as the message that it became', async () => {
  const { client } = await startEngine(await makeFolder());
  const port = await startBroker(client);
  const will = ['--will-topic', 'dev/will', '--will-payload', 'gone', '--will-qos', '1'];
  const device = spawn('mosquitto_sub', ['-p', String(port), '-i', 'dev', '-t', 'cmd', ...will]);
  await until(client, 'broker', {}, (value) => value.subscriptions === 1);

  device.kill('SIGKILL');

  const history = await historyUntil(client, (value) => value.rows.length > 0);
  expect(history.rows).toMatchObject([
    { topic: { text: 'dev/will' }, preview: { text: 'gone' }, qos: 1, client: 'dev' },
  ]);
});

test("the broker's settings hold from the next CONNECT, and are there after a restart", async () => {
  const folder = await makeFolder();
  const { engine, client } = await startEngine(folder);
  await startBroker(client);
  const behaviour = brokerBehaviour.parse({ tuning: { broker: { maximumQos: 1 } }, sys: { interval: 60 } });

  const answer = await client.call('broker.behaviour.save', behaviour);
  await engine.close();
  const again = await startEngine(folder);

  expect(answer).toEqual({ ok: true, value: {} });
  expect(await until(again.client, 'brokerBehaviour', {}, () => true)).toEqual({ behaviour });
});

test('the broker keeps sessions and retained messages over a restart of the app only when it is told to', async () => {
  const folder = await makeFolder();
  const kept: number[] = [];
  const retained = ['-t', 'a', '-m', 'x', '-q', '1', '-r'];

  for (const change of [{}, { keepBrokerState: true }, {}]) {
    const { engine, client } = await startEngine(folder);
    await client.call('settings.save', { change });
    const port = await startBroker(client);
    const broker = await until(client, 'broker', {}, ({ state }) => state.kind === 'running');
    kept.push(broker.retained);
    await run('mosquitto_pub', ['-p', String(port), ...retained]);
    await until(client, 'broker', {}, (value) => value.retained === 1);
    await engine.close();
  }

  expect(kept).toEqual([0, 0, 1]);
});
