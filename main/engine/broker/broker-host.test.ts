import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ListenerOptions } from '../../../app/contract/areas/broker/listener.ts';
import { listener } from '../../../app/contract/areas/broker/listener.ts';
import type { NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import { createBroker, openBroker } from '../../broker/broker.ts';
import { Authority } from '../../broker/certificates/authority.ts';
import { machineNames } from '../../broker/certificates/machine-names.ts';
import { blindObserver } from '../../capture/blind-observer.ts';
import { BrokerHost } from './broker-host.ts';
import { ListenerStore } from './listener-store.ts';

async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'broker-host-'));
  const clock = { now: () => Date.now() * 1000 };
  const authority = new Authority({ folder, now: Date.now, names: machineNames });
  const makeBroker = async () =>
    createBroker({ clock, random: Math.random, log: () => undefined, observer: blindObserver, authority });
  const open = async () => new BrokerHost(makeBroker, await ListenerStore.open(folder), clock);
  const host = await open();
  onTestFinished(async () => {
    await host.stop();
    await rm(folder, { recursive: true });
  });
  return { folder, host, open };
}

const quiet = { port: 0, wsPort: 0 };

test('what was wrong with the stored state is said as long as the broker runs', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'broker-host-'));
  await writeFile(path.join(folder, 'broker.sqlite'), Buffer.alloc(8_192, 7));
  const clock = { now: () => Date.now() * 1000 };
  const makeBroker = async () => {
    const options = { clock, random: Math.random, log: () => undefined, observer: blindObserver };
    const opened = await openBroker(options, folder);
    if (!opened.ok) throw new Error(opened.message);
    return opened.broker;
  };
  const host = new BrokerHost(makeBroker, await ListenerStore.open(folder), clock);
  onTestFinished(() => rm(folder, { recursive: true }));

  await host.start(quiet, 'free');
  const { state } = host;
  await host.stop();

  expect(state).toMatchObject({
    kind: 'running',
    troubles: [expect.stringMatching(/^The store of sessions was damaged .+ It is kept as /)],
  });
});

function named(name: string, options: ListenerOptions): NamedListener {
  return { ...listener.parse(options), name };
}

async function taken(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

function kinds(host: BrokerHost): readonly string[] {
  return host.rows().map(({ listener: { name }, state }) => `${name} ${state.kind}`);
}

async function held(port: number | undefined) {
  const socket = connect(port ?? 0, '127.0.0.1');
  await once(socket, 'connect');
  onTestFinished(() => {
    socket.destroy();
  });
  return { isOpen: () => !socket.destroyed && socket.readable, closed: once(socket.resume(), 'close') };
}

test('before anything is set up there are two listeners that wait for the broker', async () => {
  const { host } = await setup();

  expect([kinds(host), host.plan]).toEqual([
    ['tcp waiting', 'ws waiting'],
    { port: 1883, wsPort: 9001, network: false, allowedOrigins: [] },
  ]);
});

test('a listener comes, changes and goes while those who came by another stay', async () => {
  const { host } = await setup();
  await host.start(quiet, 'ask');
  const client = await held(host.port);

  await host.save(undefined, named('field', { transport: 'tls', port: 0 }));
  const added = kinds(host);
  await host.save('field', named('plant', { transport: 'wss', port: 0, host: 'localhost' }));
  const renamed = kinds(host);
  await host.turn('plant', false);
  const off = kinds(host);
  await host.remove('plant');

  expect([added, renamed, off, kinds(host), client.isOpen()]).toEqual([
    ['tcp listening', 'ws listening', 'field listening'],
    ['tcp listening', 'ws listening', 'plant listening'],
    ['tcp listening', 'ws listening', 'plant off'],
    ['tcp listening', 'ws listening'],
    true,
  ]);
});

test('a listener that is turned off disconnects who came by it', async () => {
  const { host } = await setup();
  await host.start(quiet, 'ask');
  const client = await held(host.port);

  await host.turn('tcp', false);
  await client.closed;

  expect([kinds(host), host.port, host.state.kind]).toEqual([
    ['tcp off', 'ws listening'],
    undefined,
    'running',
  ]);
});

test('what was planned is there after a restart, for its owner alone', async () => {
  const { host, open, folder } = await setup();
  await host.start(quiet, 'ask');
  await host.save(undefined, named('field', { transport: 'tls', port: 0 }));
  await host.turn('ws', false);
  await host.stop();

  const again = await open();
  const text = await readFile(path.join(folder, 'broker-listeners.json'), 'utf8');
  await again.start({}, 'free');
  onTestFinished(() => again.stop());

  expect([kinds(again), JSON.parse(text).version]).toEqual([
    ['tcp listening', 'ws off', 'field listening'],
    1,
  ]);
});

test('two listeners cannot have one name', async () => {
  const { host } = await setup();

  const outcomes = [
    await host.save(undefined, named('tcp', { transport: 'tls', port: 0 })),
    await host.save('ws', named('tcp', { transport: 'ws', port: 0 })),
    await host.turn('nobody', true),
  ];

  expect([outcomes, kinds(host)]).toEqual([
    ['named so', 'named so', false],
    ['tcp waiting', 'ws waiting'],
  ]);
});

test('a listener that cannot listen says why, and the others do not mind', async () => {
  const { host } = await setup();
  const { port } = await taken();
  await host.start(quiet, 'ask');

  await host.save(undefined, named('busy', { transport: 'tcp', port }));
  await host.save(undefined, named('double', { transport: 'tcp', port: host.port ?? 0 }));
  const certificate = { from: 'files', certificateFile: '/nowhere.crt', keyFile: '/nowhere.key' } as const;
  await host.save(undefined, named('field', { transport: 'tls', port: 0, tls: { certificate } }));

  expect([
    kinds(host).slice(0, 2),
    host
      .rows()
      .slice(2)
      .map(({ state }) => state),
  ]).toEqual([
    ['tcp listening', 'ws listening'],
    [
      { kind: 'failed', why: `Port ${port} is in use by another program.` },
      { kind: 'failed', why: `Port ${host.port} is that of the listener tcp.` },
      { kind: 'failed', why: 'The certificate file /nowhere.crt cannot be read: there is none.' },
    ],
  ]);
});

test('a port that is taken leaves a running broker where it was, with those who came by other listeners', async () => {
  const { host } = await setup();
  const { port } = await taken();
  await host.start(quiet, 'ask');
  await host.save(undefined, named('field', { transport: 'tcp', port: 0 }));
  const before = host.port;
  const field = host.rows()[2]?.state;
  const client = await held(field?.kind === 'listening' ? field.port : 0);

  const outcome = await host.start({ port }, 'ask');

  expect([outcome, host.port, host.plan.port, client.isOpen()]).toEqual([
    { kind: 'taken', port, speaksMqtt: false },
    before,
    0,
    true,
  ]);
});

test('the network is let in by every address, IPv6 ones in brackets, and kept out again', async () => {
  const { host } = await setup();
  await host.start({ ...quiet, network: true }, 'ask');
  const open = host.rows().map((row) => row.listener.host);
  const { state } = host;
  const urls = state.kind === 'running' ? state.listeners.map(({ url }) => url.replace(/\d+$/, 'N')) : [];
  const others = state.kind === 'running' ? (state.listeners[0]?.networkUrls ?? []) : [];

  await host.start({ network: false }, 'ask');

  expect([open, urls, host.rows().map((row) => row.listener.host)]).toEqual([
    ['::', '::'],
    ['mqtt://127.0.0.1:N', 'ws://127.0.0.1:N'],
    ['127.0.0.1', '127.0.0.1'],
  ]);
  for (const { url } of others) expect(url).toMatch(/^mqtt:\/\/([\d.]+|\[[0-9a-f:]+\]):\d+$/);
});

test('there is room for 64 listeners, all of which are there again after a restart', async () => {
  const { host, open } = await setup();
  const outcomes: string[] = [];

  for (let number = 3; number <= 65; number += 1) {
    outcomes.push(await host.save(undefined, named(`l${number}`, { transport: 'tcp', port: 0 })));
  }
  const changed = await host.save('l64', named('last', { transport: 'tcp', port: 0 }));
  const again = await open();

  expect([outcomes.filter((outcome) => outcome === 'saved').length, outcomes.at(-1), changed]).toEqual([
    62,
    'full',
    'saved',
  ]);
  expect([again.problem, again.rows().length, again.rows().at(-1)?.listener.name]).toEqual([
    undefined,
    64,
    'last',
  ]);
});
