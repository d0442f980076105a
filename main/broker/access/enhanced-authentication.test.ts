import { describe, expect, test } from 'vitest';
import { connect, disconnect, hex, packet, pingreq, pingresp, publish } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import {
  auth,
  authentication,
  scramClient as client,
  scramMethod as method,
  readAuth as read,
} from '../testing/scram.ts';
import { testAccess, testUser } from '../testing/test-access.ts';
import { testBroker } from '../testing/test-broker.ts';
import type { AccessConfig } from './access-config.ts';
import { withoutUser, withUser } from './edit-config.ts';

async function setup() {
  const access = await testAccess({ anonymous: false, users: ['ann', 'bob'] });
  const { port, broker, seen } = await testBroker({ access });
  return { access, port, broker, seen };
}

/** Leads a client through to its CONNACK. */
async function login(port: number, user = 'ann', password = `secret of ${user}`) {
  const raw = await rawClient(port);
  const own = client(user, password);
  raw.send(connect(5, { properties: authentication(own.first) }));
  const challenge = read(await raw.next());
  const { message, expected } = own.final(challenge.data ?? '');
  raw.send(auth(0x18, message));
  return { raw, challenge, connack: read(await raw.next()), expected };
}

async function again(raw: RawClient, user: string, password: string) {
  const own = client(user, password);
  raw.send(auth(0x19, own.first));
  const challenge = read(await raw.next());
  const { message, expected } = own.final(challenge.data ?? '');
  raw.send(auth(0x18, message));
  return { challenge, answer: read(await raw.next()), expected };
}

test('[5.0 MQTT-4.12.0-2] [5.0 MQTT-4.12.0-5] [5.0 MQTT-3.2.0-1] [5.0 MQTT-3.15.2-1] [5.0 MQTT-3.15.2-2] [5.0 MQTT-3.15.2-3] SCRAM-SHA-256: AUTH 0x18, AUTH 0x18, CONNACK with the proof of the server', async () => {
  const { port, broker } = await setup();

  const { challenge, connack, expected } = await login(port);

  expect([challenge, connack, broker.stats().clients]).toEqual([
    {
      type: 'auth',
      reasonCode: 0x18,
      name: method,
      data: expect.stringMatching(/^r=clientnonce.+,s=.+,i=4096$/),
    },
    { type: 'connack', reasonCode: 0, name: method, data: expected },
    1,
  ]);
});

test('a client that sends no data with CONNECT is asked for its first message', async () => {
  const { port } = await setup();
  const raw = await rawClient(port);
  const own = client('ann', 'secret of ann');

  raw.send(connect(5, { properties: authentication(undefined) }));
  const asked = read(await raw.next());
  raw.send(auth(0x18, own.first));
  const challenge = read(await raw.next());

  expect([asked, challenge.reasonCode]).toEqual([
    { type: 'auth', reasonCode: 0x18, name: method, data: undefined },
    0x18,
  ]);
});

describe('[5.0 MQTT-4.12.0-4] [5.0 MQTT-3.1.4-2] authentication that fails is refused by CONNACK and closes', () => {
  test.for([
    ['a wrong password', 'ann', 'wrong', 0x86],
    ['an unknown user', 'eve', 'secret of ann', 0x86],
  ] as const)('%s', async ([, user, password, reasonCode]) => {
    const { port, broker } = await setup();

    const { raw, connack } = await login(port, user, password);

    expect([connack.type, connack.reasonCode, await raw.untilClosed(), broker.stats().sessions]).toEqual([
      'connack',
      reasonCode,
      [],
      0,
    ]);
  });
});

test.for([
  ['taken away', (config: AccessConfig) => withoutUser(config, 'ann')],
  ['given another password', async (config: AccessConfig) => withUser(config, await testUser('ann'))],
] as const)('a user that is %s while its client is asked does not get in', async ([, changed]) => {
  const { access, port } = await setup();
  const raw = await rawClient(port);
  const own = client('ann', 'secret of ann');
  raw.send(connect(5, { properties: authentication(own.first) }));
  const { data = '' } = read(await raw.next());

  access.change(await changed(access.config));
  raw.send(auth(0x18, own.final(data).message));

  expect(read(await raw.next())).toMatchObject({ type: 'connack', reasonCode: 0x86 });
});

test('[5.0 MQTT-4.12.0-1] a method that is not supported is refused with 0x8C', async () => {
  const { port } = await setup();
  const raw = await rawClient(port);

  raw.send(connect(5, { properties: authentication('x', 'KERBEROS') }));

  const [connack, ...others] = await raw.untilClosed();
  expect([read(connack ?? '').reasonCode, others]).toEqual([0x8c, []]);
});

test('[5.0 MQTT-4.12.0-6] without a method in CONNECT there is none in CONNACK, and no AUTH', async () => {
  const { port } = await setup();

  const { connack } = await connected(port, 5, { user: 'ann', password: 'secret of ann' });

  expect(read(connack)).toEqual({ type: 'connack', reasonCode: 0, name: undefined, data: undefined });
});

describe('before CONNACK', () => {
  test.for([
    ['[5.0 MQTT-3.1.2-30] PUBLISH is a Protocol Error', publish(5)],
    ['[5.0 MQTT-3.1.2-30] PINGREQ is a Protocol Error', pingreq],
    ['[5.0 MQTT-4.12.0-3] AUTH with 0x19 is a Protocol Error', auth(0x19, 'x')],
    ['[5.0 MQTT-4.12.0-5] AUTH with another method is a Protocol Error', auth(0x18, 'x', 'OTHER')],
  ] as const)('%s', async ([, bytes]) => {
    const { port, broker } = await setup();
    const raw = await rawClient(port);

    raw.send(connect(5, { properties: authentication(client('ann', '').first) }));
    await raw.next();
    raw.send(bytes, pingreq);

    const [last, ...others] = await raw.untilClosed();
    expect([read(last ?? '').reasonCode, others, broker.stats().clients]).toEqual([0x82, [], 0]);
  });

  test('[5.0 MQTT-3.1.2-30] DISCONNECT gives up', async () => {
    const { port } = await setup();
    const raw = await rawClient(port);

    raw.send(connect(5, { properties: authentication(client('ann', '').first) }));
    await raw.next();
    raw.send(disconnect());

    expect(await raw.untilClosed()).toEqual([]);
  });

  test('an AUTH that came in one piece with CONNECT is its answer', async () => {
    const { port } = await setup();
    const raw = await rawClient(port);

    raw.send(connect(5, { properties: authentication(client('ann', '').first) }), auth(0x18, 'nonsense'));

    const [challenge, connack] = await raw.untilClosed();
    expect([read(challenge ?? '').reasonCode, read(connack ?? '').reasonCode]).toEqual([0x18, 0x87]);
  });
});

describe('once connected', () => {
  test('[5.0 MQTT-4.12.1-1] AUTH 0x19 proves anew, and other packets go on meanwhile', async () => {
    const { port } = await setup();
    const { raw } = await login(port);

    raw.send(auth(0x19, client('ann', '').first), pingreq);
    const challenge = read(await raw.next());
    const pong = await raw.next();
    const { message, expected } = client('ann', 'secret of ann').final(challenge.data ?? '');
    raw.send(auth(0x18, message));

    expect([challenge.reasonCode, pong, read(await raw.next())]).toEqual([
      0x18,
      hex(pingresp),
      { type: 'auth', reasonCode: 0, name: method, data: expected },
    ]);
  });

  test('[5.0 MQTT-4.12.1-2] a proof that fails ends the connection with DISCONNECT 0x87', async () => {
    const { port } = await setup();
    const { raw } = await login(port);

    const { answer } = await again(raw, 'ann', 'wrong');

    expect([answer.type, answer.reasonCode, await raw.untilClosed()]).toEqual(['disconnect', 0x87, []]);
  });

  test('[5.0 MQTT-4.12.1-2] who proves to be another user is disconnected', async () => {
    const { port } = await setup();
    const { raw } = await login(port);

    const { answer } = await again(raw, 'bob', 'secret of bob');

    expect([answer.type, answer.reasonCode]).toEqual(['disconnect', 0x87]);
  });

  test.for([
    ['[5.0 MQTT-4.12.1-1] with another method', auth(0x19, 'x', 'OTHER'), 0x82],
    ['with 0x18 that answers nothing', auth(0x18, 'x'), 0x82],
    ['[5.0 MQTT-3.15.2-1] with 0x00, which only a server says', auth(0, 'x'), 0x82],
    ['[5.0 MQTT-3.15.2-1] that is empty, which means 0x00', packet(0xf0), 0x82],
    ['[5.0 MQTT-3.15.1-1] with a flag', Uint8Array.from([0xf1, ...auth(0x19, 'x').subarray(1)]), 0x81],
  ] as const)('AUTH %s is an error', async ([, bytes, reasonCode]) => {
    const { port } = await setup();
    const { raw } = await login(port);

    raw.send(bytes);

    const [last] = await raw.untilClosed();
    expect(read(last ?? '')).toMatchObject({ type: 'disconnect', reasonCode });
  });

  test('[5.0 MQTT-4.12.0-7] AUTH without a method in CONNECT is a Protocol Error', async () => {
    const { port } = await setup();
    const { client: raw } = await connected(port, 5, { user: 'ann', password: 'secret of ann' });

    raw.send(auth(0x19, 'x'));

    const [last] = await raw.untilClosed();
    expect(read(last ?? '').reasonCode).toBe(0x82);
  });
});
