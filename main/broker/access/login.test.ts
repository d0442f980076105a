import { describe, expect, test } from 'vitest';
import type { ConnectBytes, Version } from '../testing/bytes.ts';
import { connect, hex, pingreq, pingresp } from '../testing/bytes.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { testAccess, testUser } from '../testing/test-access.ts';
import { testBroker } from '../testing/test-broker.ts';

/** The code of the CONNACK, and what came after it until the connection closed. */
async function answer(port: number, version: Version, options: ConnectBytes) {
  const client = await rawClient(port);
  client.send(connect(version, options));
  const connack = await client.next();
  const code = Number.parseInt(connack.slice(9, 11), 16);
  return code === 0 ? 0 : { code, others: await client.untilClosed() };
}

const ann = { user: 'ann', password: 'secret of ann' };

describe.for([3, 4, 5] as const)('level %d', (version) => {
  const wrong = { code: version === 5 ? 0x86 : 4, others: [] };
  const none = { code: version === 5 ? 0x87 : 5, others: [] };

  test('the right password gets in; a wrong one, none and an unknown user are refused', async () => {
    const access = await testAccess({ anonymous: false, users: ['ann', 'bob'] });
    const { port } = await testBroker({ access });

    expect([
      await answer(port, version, ann),
      await answer(port, version, { user: 'ann', password: 'secret of bob' }),
      await answer(port, version, { user: 'ann' }),
      await answer(port, version, { user: 'eve', password: 'secret of ann' }),
      await answer(port, version, {}),
    ]).toEqual([0, wrong, wrong, wrong, none]);
  });

  test('anonymous clients get in beside users where that is wanted, but under no name of a user', async () => {
    const access = await testAccess({ anonymous: true, users: ['ann'] });
    const { port } = await testBroker({ access });

    expect([
      await answer(port, version, {}),
      await answer(port, version, ann),
      await answer(port, version, { user: 'ann', password: 'wrong' }),
    ]).toEqual([0, 0, wrong]);
  });

  test('without users any name gets in and is nobody', async () => {
    const access = await testAccess({
      rules: [{ effect: 'allow', filter: 'a', who: { user: 'ann' } }],
      otherwise: 'deny',
    });
    const { port } = await testBroker({ access });

    const { client } = await connected(port, version, ann);
    const suback = await client.subscribed(version, 'a');

    expect([suback.slice(0, 2), suback.slice(-2)]).toEqual(['90', { 3: '00', 4: '80', 5: '87' }[version]]);
  });

  test('a client that there is no room for among those who log in is told that the server is busy', async () => {
    const access = await testAccess({ users: ['ann'] }, { atOnce: 0, waiting: 0 });
    const { port } = await testBroker({ access });

    expect(await answer(port, version, ann)).toEqual({ code: version === 5 ? 0x89 : 3, others: [] });
  });
});

test('what was refused is counted and kept with its reason', async () => {
  const access = await testAccess({ anonymous: false, users: ['ann'] });
  const { port } = await testBroker({ access });

  await answer(port, 4, { id: 'device', user: 'ann', password: 'wrong' });

  expect([access.refusals.counts, access.refusals.latest]).toEqual([
    [{ action: 'connect', count: 1 }],
    [
      {
        time: 1_700_000_000_000_000,
        clientId: 'device',
        user: 'ann',
        action: 'connect',
        topic: 'The user name or the password is wrong.',
        rule: undefined,
      },
    ],
  ]);
});

test('a listener may want other clients than the rest', async () => {
  const access = await testAccess({
    anonymous: true,
    users: ['ann'],
    listeners: { tcp: { anonymous: false }, ws: { identity: 'certificate' } },
  });
  const { port } = await testBroker({ access });

  expect([await answer(port, 4, {}), await answer(port, 4, ann)]).toEqual([{ code: 5, others: [] }, 0]);
});

test('who would not get in any more is disconnected when users change, the others stay', async () => {
  const access = await testAccess({ anonymous: true, users: ['ann', 'bob'] });
  const { port } = await testBroker({ access });
  const { client: first } = await connected(port, 5, { ...ann, id: 'first' });
  const { client: second } = await connected(port, 5, {
    id: 'second',
    user: 'bob',
    password: 'secret of bob',
  });
  const { client: third } = await connected(port, 5, { id: 'third' });

  access.change({ ...access.config, anonymous: false, users: [await testUser('ann')] });
  first.send(pingreq);

  const [goodbye] = await second.untilClosed();
  const [other] = await third.untilClosed();
  expect([await first.next(), goodbye?.slice(0, 8), other?.slice(0, 8)]).toEqual([
    hex(pingresp),
    expect.stringMatching(/^e0 .. 87$/),
    expect.stringMatching(/^e0 .. 87$/),
  ]);
});

test('while 500 clients log in at once a healthy client is answered', async () => {
  const access = await testAccess({ users: ['ann'] });
  const { port } = await testBroker({ access });
  const { client: healthy } = await connected(port, 4, { id: 'healthy' });
  let slowest = 0;
  let isOver = false;
  const storm = Promise.all(
    Array.from({ length: 500 }, (_, index) =>
      answer(port, 4, { ...ann, id: `c${index}`, password: index % 2 === 0 ? ann.password : 'wrong' }),
    ),
  ).finally(() => {
    isOver = true;
  });

  let rounds = 0;
  while (!isOver) {
    const begin = performance.now();
    await healthy.untilPong();
    slowest = Math.max(slowest, performance.now() - begin);
    rounds += 1;
  }
  const answers = await storm;

  expect({
    welcome: answers.filter((one) => one === 0).length,
    refused: answers.filter((one) => one !== 0 && one.code === 4).length,
    isHealthy: slowest < 1000 && rounds > 10,
  }).toEqual({ welcome: 250, refused: 250, isHealthy: true });
});
