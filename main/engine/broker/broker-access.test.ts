import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AccessState } from '../../../app/contract/areas/broker/access-screen.ts';
import { sourceId } from '../../../app/contract/areas/common.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { connect } from '../../../app/contract/connect.ts';
import { memoryPorts } from '../../../app/contract/ports/memory-port.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { createEngine } from '../engine.ts';

async function setup(accessFile?: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'engine-access-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'access.json');
  if (accessFile !== undefined) await writeFile(file, accessFile);
  const engine = await createEngine({
    kind: 'web',
    versions: [],
    configFolder: folder,
    defaultDataFolder: path.join(folder, 'data'),
    licencesFile: new URL('file:///nowhere'),
  });
  if (!engine.ok) throw new Error(engine.error.message);
  onTestFinished(() => engine.value.close());
  const [near, far] = memoryPorts();
  engine.value.serve(far);
  return { file, client: connect(near) };
}

function accessState(client: Client, isWanted: (value: AccessState) => boolean): Promise<AccessState> {
  return new Promise((resolve, reject) => {
    const watch = client.watch(
      'brokerAccess',
      {},
      {
        value: (value) => {
          if (!isWanted(value)) return;
          watch.stop();
          resolve(value);
        },
        ended: (error) => reject(new Error(error.message)),
      },
    );
  });
}

async function startedPort(client: Client): Promise<number> {
  const plan = { port: 0, wsPort: 0, network: false, allowedOrigins: [], whenTaken: 'ask' } as const;
  await client.call('broker.start', { ...plan, allowedOrigins: [] });
  return new Promise((resolve) => {
    const watch = client.watch(
      'broker',
      {},
      {
        value: ({ state }) => {
          if (state.kind !== 'running') return;
          watch.stop();
          resolve(state.listeners.find(({ transport }) => transport === 'tcp')?.port ?? 0);
        },
        ended: () => undefined,
      },
    );
  });
}

test('users and rules that are set hold at once, are stored without a password, and what they refuse is shown', async () => {
  const { client, file } = await setup();
  const port = await startedPort(client);

  await client.call('access.password', { name: 'ann', password: 'a secret' });
  await client.call('access.anonymous', { anonymous: false });
  await client.call('access.listener', { name: 'tcp', access: { anonymous: true, identity: 'password' } });
  await client.call('access.rules', {
    rules: [{ effect: 'allow', action: 'both', filter: 'home/#', who: { user: 'ann' } }],
    otherwise: 'deny',
  });
  const right = await connected(port, 4, { id: 'one', user: 'ann', password: 'a secret' });
  const wrong = await connected(port, 4, { id: 'two', user: 'ann', password: 'wrong' });
  const state = await accessState(client, ({ refusals }) => refusals.length > 0);

  const stored = await readFile(file, 'utf8');
  expect([
    right.connack,
    wrong.connack,
    stored.includes('a secret'),
    (await stat(file)).mode & 0o777,
  ]).toEqual(['20 02 00 00', '20 02 00 04', false, 0o600]);
  expect(state).toEqual({
    problem: undefined,
    anonymous: false,
    otherwise: 'deny',
    listeners: [{ name: 'tcp', access: { anonymous: true, identity: 'password' } }],
    users: [{ name: 'ann', hasScram: true }],
    allUsers: 1,
    rules: [{ effect: 'allow', action: 'both', filter: 'home/#', who: { user: 'ann' } }],
    allRules: 1,
    refusals: [
      {
        number: 1,
        time: expect.any(Number),
        clientId: { text: 'two', cut: 0 },
        userName: { text: 'ann', cut: 0 },
        action: 'connect',
        topic: { text: 'The user name or the password is wrong.', cut: 0 },
        rule: undefined,
      },
    ],
    refused: [{ action: 'connect', count: 1 }],
  });
});

test('the composer publishes on the local broker whatever the rules are', async () => {
  const { client } = await setup();
  await client.call('access.anonymous', { anonymous: false });
  await client.call('access.rules', { rules: [], otherwise: 'deny' });
  await startedPort(client);

  const published = await client.call('message.publish', {
    source: sourceId.parse('broker'),
    message: { topic: 'a', payload: new Uint8Array(), qos: 1, retain: false, properties: {} },
  });

  expect(published).toMatchObject({ ok: true });
});

test('a client, a user and a topic are held against the rules, and the rule is named', async () => {
  const { client } = await setup();
  await client.call('access.rules', {
    rules: [
      { effect: 'deny', action: 'both', filter: 'a/private', who: 'everyone' },
      { effect: 'allow', action: 'both', filter: 'a/#', who: { user: 'ann' } },
    ],
    otherwise: 'deny',
  });
  const ask = async (action: 'publish' | 'subscribe', topic: string) => {
    const answer = await client.call('access.test', { clientId: 'c', userName: 'ann', action, topic });
    return answer.ok ? answer.value : answer.error;
  };

  expect([
    await ask('publish', 'a/b'),
    await ask('publish', 'a/private'),
    await ask('subscribe', 'a/#'),
    await ask('subscribe', 'b'),
    await ask('publish', 'a/#'),
  ]).toEqual([
    { kind: 'decided', allowed: 'all', rule: 1 },
    { kind: 'decided', allowed: 'nothing', rule: 0 },
    { kind: 'decided', allowed: 'some', rule: 1 },
    { kind: 'decided', allowed: 'nothing', rule: undefined },
    { kind: 'invalid', why: 'A topic name has no wildcards; "#" is one.' },
  ]);
});

test('an import is shown before it is made, without hashes', async () => {
  const { client } = await setup();
  const text = `ann:$6$c2FsdA==$${Buffer.alloc(64).toString('base64')}\nbob:plain`;

  const preview = await client.call('access.preview', { kind: 'passwords', text });
  await client.call('access.import', { kind: 'passwords', text });
  const { users } = await accessState(client, ({ allUsers }) => allUsers > 0);

  expect([preview, users]).toEqual([
    {
      ok: true,
      value: {
        users: ['ann'],
        allUsers: 1,
        replacedUsers: 0,
        rules: [],
        allRules: 0,
        problems: [
          {
            line: 2,
            text: 'The password of "bob" is not hashed: run mosquitto_passwd -U on the file first.',
          },
        ],
        allProblems: 1,
      },
    },
    [{ name: 'ann', hasScram: false }],
  ]);
});

test('a damaged file keeps the broker from starting, and is not written over', async () => {
  const { client, file } = await setup('{ "anonymous": "no" }');

  const started = await client.call('broker.start', {
    port: 0,
    wsPort: 0,
    network: false,
    allowedOrigins: [],
    whenTaken: 'ask',
  });
  const changed = await client.call('access.anonymous', { anonymous: true });

  const message = `${file} is not as expected: anonymous: expected true or false, found a text. Mend the file, or take it away, then restart Topicscope.`;
  expect([started, changed, await readFile(file, 'utf8')]).toEqual([
    { ok: false, error: { code: 'failed', message } },
    { ok: false, error: { code: 'invalid', message } },
    '{ "anonymous": "no" }',
  ]);
});

test('more rules than may be are refused, and those that there were stay', async () => {
  const { client, file } = await setup();
  await client.call('access.rules', { rules: [], otherwise: 'deny' });
  const before = await readFile(file, 'utf8');

  const imported = await client.call('access.import', { kind: 'acl', text: 'topic a\n'.repeat(10_001) });

  const message = 'Users and rules cannot be so: rules: expected at most 10000 entries.';
  expect([imported, await readFile(file, 'utf8')]).toEqual([
    { ok: false, error: { code: 'invalid', message } },
    before,
  ]);
});
