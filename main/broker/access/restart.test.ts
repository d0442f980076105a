import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ConnectBytes } from '../testing/bytes.ts';
import { publish } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { testAccess } from '../testing/test-access.ts';
import { testBroker, until } from '../testing/test-broker.ts';

const own = { name: 'topicscope', password: 'of this start' };
const ann = { user: 'ann', password: 'secret of ann' };

function secretOfAnn() {
  return testAccess({
    own,
    users: ['ann', 'bob'],
    rules: [
      { effect: 'allow', filter: 'secret/#', who: { user: 'ann' } },
      { effect: 'deny', filter: 'secret/#' },
    ],
  });
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'topicscope-access-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

/** Starts, leaves a session that has subscribed to all, and one message for it, and stops. */
async function left(where: string, who: ConnectBytes): Promise<void> {
  const target = await testBroker({ folder: where, access: await secretOfAnn() });
  const { client } = await connected(target.port, 4, { ...who, id: 'sleeper', clean: false });
  await client.subscribed(4, '#', 1);
  client.socket.destroy();
  await until(target, () => target.broker.stats().clients === 0);
  const { client: writer } = await connected(target.port, 4, { ...ann, id: 'writer' });
  writer.send(publish(4, { topic: 'secret/a', qos: 1 }), publish(4, { topic: 'open', qos: 1, id: 2 }));
  await writer.untilPong();
  await target.broker.close();
}

async function found(where: string, who: ConnectBytes): Promise<readonly string[]> {
  const { port } = await testBroker({ folder: where, access: await secretOfAnn() });
  const { client } = await connected(port, 4, { ...who, id: 'sleeper', clean: false });
  return (await client.untilPong()).map((packet) =>
    Buffer.from(packet.slice(12).replaceAll(' ', ''), 'hex').toString(),
  );
}

test('what waits for a user over a restart is for that user alone', async () => {
  const where = await folder();
  await left(where, ann);

  const ofBob = await found(where, { user: 'bob', password: 'secret of bob' });

  expect(ofBob).toEqual([expect.stringContaining('open')]);
});

test('what waits for the app itself is there after a restart, whatever its secret is then', async () => {
  const where = await folder();
  await left(where, { user: own.name, password: own.password });

  const received = await found(where, { user: own.name, password: own.password });

  expect(received).toEqual([expect.stringContaining('secret/a'), expect.stringContaining('open')]);
});
