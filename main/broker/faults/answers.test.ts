import { describe, expect, test } from 'vitest';
import {
  acknowledge,
  bytes,
  connect,
  hex,
  packet,
  publish,
  subscribe,
  u16,
  u32,
  unsubscribe,
} from '../testing/bytes.ts';
import { faultsOn, until } from '../testing/fault-rules.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

const notAuthorized = 0x87;

function answerWith(reasonCode: number, answer: 'own' | 'disconnect' = 'own') {
  return { kind: 'reason', reasonCode, answer } as const;
}

describe('a received packet that is answered with a reason code is not processed', () => {
  test('PUBLISH of 5.0: PUBACK and PUBREC with the code, and nobody gets it', async () => {
    const { port, broker } = await testBroker();
    const { client } = await connected(port, 5, { id: 'one' });
    await client.subscribed(5, '#', 0);
    broker.faults.set(
      faultsOn({ packets: ['publish'], direction: 'received', fault: answerWith(notAuthorized) }),
    );

    client.send(publish(5, { qos: 1, id: 3 }), publish(5, { qos: 2, id: 4 }), publish(5));

    expect(await client.untilPong()).toEqual(['40 03 00 03 87', '50 03 00 04 87']);
  });

  test('PUBLISH before 5.0, which has no words for it: acknowledged, and nobody gets it', async () => {
    const { port, broker } = await testBroker();
    const { client } = await connected(port, 4, { id: 'one' });
    await client.subscribed(4, '#', 0);
    broker.faults.set(
      faultsOn({ packets: ['publish'], fault: answerWith(notAuthorized), direction: 'received' }),
    );

    client.send(publish(4, { qos: 1, id: 3 }));

    expect(await client.untilPong()).toEqual(['40 02 00 03']);
  });

  test.for([
    [5, '90 05 00 0a 00 87 87'],
    [4, '90 04 00 0a 80 80'],
  ] as const)(
    'SUBSCRIBE of version %s: a failure for each filter, and no subscription',
    async ([version, suback]) => {
      const target = await testBroker();
      const { client } = await connected(target.port, version, { id: 'one' });
      target.broker.faults.set(faultsOn({ packets: ['subscribe'], fault: answerWith(notAuthorized) }));

      client.send(packet(0x82, u16(10), version === 5 ? [0] : [], 'a', 1, 'b', 1));

      expect([await client.next(), target.broker.stats().subscriptions]).toEqual([suback, 0]);
    },
  );

  test('UNSUBSCRIBE: the subscription stays', async () => {
    const target = await testBroker();
    const { client } = await connected(target.port, 5, { id: 'one' });
    await client.subscribed(5, 'a');
    target.broker.faults.set(faultsOn({ packets: ['unsubscribe'], fault: answerWith(0x11) }));

    client.send(unsubscribe(5, 'a'));

    expect([await client.next(), target.broker.stats().subscriptions]).toEqual(['b0 04 00 0b 00 11', 1]);
  });

  test.for([
    [5, 0x97, /^20 \S+ 00 97 /],
    [4, 0x97, /^20 02 00 03$/],
    [3, 0x87, /^20 02 00 05$/],
    [4, 0x9c, /^20 02 00 03$/],
  ] as const)(
    'CONNECT of version %s with %d: CONNACK and the end, no session',
    async ([version, code, connack]) => {
      const target = await testBroker();
      target.broker.faults.set(faultsOn({ packets: ['connect'], fault: answerWith(code) }));

      const client = await rawClient(target.port);
      client.send(connect(version, { id: 'one', clean: false }));

      const answers = await client.untilClosed();
      expect([answers, target.broker.stats().sessions]).toEqual([[expect.stringMatching(connack)], 0]);
    },
  );

  test('a code that the answer may not carry becomes the one that all its failures share', async () => {
    const { port, broker } = await testBroker();
    const { client } = await connected(port, 5, { id: 'one' });
    broker.faults.set(faultsOn({ packets: ['publish'], direction: 'received', fault: answerWith(0x8e) }));

    client.send(publish(5, { qos: 1, id: 3 }));

    expect(await client.next()).toBe('40 03 00 03 80');
  });

  test('with DISCONNECT the connection ends, and 5.0 is told why', async () => {
    const { port, broker } = await testBroker();
    const { client } = await connected(port, 5, { id: 'one' });
    broker.faults.set(
      faultsOn({ packets: ['publish'], direction: 'received', fault: answerWith(0x96, 'disconnect') }),
    );

    client.send(publish(5));

    const [last] = await client.untilClosed();
    expect(last).toMatch(/^e0 \S+ 96 /);
  });
});

describe('a rewritten answer stands for what the broker has done', () => {
  test('PUBACK says failure, and the message is delivered', async () => {
    const { port, broker, seen } = await testBroker();
    const { client } = await connected(port, 5, { id: 'one' });
    await client.subscribed(5, 't', 0);
    broker.faults.set(
      faultsOn({ name: 'liar', packets: ['puback'], direction: 'sent', fault: answerWith(0x97) }),
    );

    client.send(publish(5, { qos: 1, id: 3 }));

    expect(await client.untilPong()).toEqual([hex(publish(5)), '40 03 00 03 97']);
    expect(seen.filter((line) => line.includes('liar'))).toEqual([
      '1 sent v5 40 03 00 03 97 {liar: rewritten to 0x97} copy',
    ]);
  });

  test('a PUBREC that says failure ends the exchange: its identifier is free', async () => {
    const { port, broker } = await testBroker();
    const { client } = await connected(port, 5, { id: 'one' });
    await client.subscribed(5, 't', 0);
    broker.faults.set(
      faultsOn({ packets: ['pubrec'], direction: 'sent', times: 1, fault: answerWith(0x80) }),
    );

    client.send(publish(5, { qos: 2, id: 3 }), publish(5, { qos: 2, id: 3, payload: 'y' }));

    expect(await client.untilPong()).toEqual([
      hex(publish(5)),
      '50 03 00 03 80',
      hex(publish(5, { payload: 'y' })),
      hex(acknowledge(0x50, 3)),
    ]);
  });

  test('CONNACK says failure, and the connection ends', async () => {
    const { port, broker } = await testBroker();
    broker.faults.set(faultsOn({ packets: ['connack'], direction: 'sent', fault: answerWith(0x89) }));

    const client = await rawClient(port);
    client.send(connect(4, { id: 'one' }));

    expect(await client.untilClosed()).toEqual(['20 02 00 03']);
  });
});

test.for([
  ['longer', '40 03 00 03'],
  ['shorter', '40 01 00 03'],
  ['size', '40 ff ff ff ff 7f 00 03'],
  ['flags', '4f 02 00 03'],
  ['type', '00 02 00 03'],
  ['truncated', '40 02'],
  ['packet id', '40 02 00 04'],
] as const)('a PUBACK goes out malformed: %s', async ([how, wire]) => {
  const { port, broker } = await testBroker();
  const { client } = await connected(port, 4, { id: 'one' });
  broker.faults.set(faultsOn({ packets: ['puback'], direction: 'sent', fault: { kind: 'malformed', how } }));
  const came: Buffer[] = [];
  client.socket.on('data', (data) => came.push(data));

  client.send(publish(4, { qos: 1, id: 3 }));

  await until(() => Buffer.concat(came).length >= bytes(Buffer.from(wire.replaceAll(' ', ''), 'hex')).length);
  expect(hex(Buffer.concat(came))).toBe(wire);
});

test('a PUBLISH goes out with a topic that is no UTF-8, and with QoS 3', async () => {
  const { port, broker } = await testBroker();
  const { client } = await connected(port, 4, { id: 'one' });
  await client.subscribed(4, 't', 0);
  broker.faults.set(
    faultsOn({ packets: ['publish'], direction: 'sent', fault: { kind: 'malformed', how: 'text' } }),
  );
  client.send(publish(4));
  const text = await client.next();
  broker.faults.set(
    faultsOn({ packets: ['publish'], direction: 'sent', fault: { kind: 'malformed', how: 'flags' } }),
  );
  client.send(publish(4));

  expect([text, await client.next()]).toEqual(['30 04 00 01 ff 78', '36 04 00 01 74 78']);
});

describe('a connection is closed', () => {
  const closing = (how: 'say' | 'finish' | 'reset', at: 'before' | 'after') =>
    ({ kind: 'close', how, at }) as const;

  test.for([
    ['say', 'before', ['e0']],
    ['finish', 'before', []],
    ['say', 'after', ['40', 'e0']],
    ['finish', 'after', ['40']],
  ] as const)('%s, %s a received PUBLISH is processed', async ([how, at, expected]) => {
    const target = await testBroker();
    const { client } = await connected(target.port, 5, { id: 'one' });
    const { client: watcher } = await connected(target.port, 5, { id: 'two' });
    await watcher.subscribed(5, 't');
    target.broker.faults.set(
      faultsOn({ packets: ['publish'], direction: 'received', fault: closing(how, at) }),
    );

    client.send(publish(5, { qos: 1, id: 3 }));

    const got = await client.untilClosed();
    expect(got.map((line) => line.slice(0, 2))).toEqual(expected);
    expect((await watcher.untilPong()).length).toBe(at === 'after' ? 1 : 0);
  });

  test.for(['before', 'after'] as const)('by a reset, %s a sent PUBACK', async (at) => {
    const { port, broker } = await testBroker();
    const { client } = await connected(port, 5, { id: 'one' });
    const errors: string[] = [];
    client.socket.on('error', (error) => errors.push('code' in error ? String(error.code) : ''));
    broker.faults.set(faultsOn({ packets: ['puback'], direction: 'sent', fault: closing('reset', at) }));

    client.send(publish(5, { qos: 1, id: 3 }));

    const got = await client.untilClosed();
    expect([got, errors]).toEqual([at === 'after' ? ['40 03 00 03 10'] : [], ['ECONNRESET']]);
  });

  test('with its will', async () => {
    const { port, broker } = await testBroker();
    const { client: watcher } = await connected(port, 4, { id: 'two' });
    await watcher.subscribed(4, 'will');
    const { client } = await connected(port, 4, { id: 'one', will: { topic: 'will', payload: 'gone' } });
    broker.faults.set(
      faultsOn({
        packets: ['pingreq'],
        target: { of: 'client', clientId: 'one' },
        fault: closing('reset', 'before'),
      }),
    );

    client.send(bytes(0xc0, 0));

    expect(await watcher.next()).toBe(hex(publish(4, { topic: 'will', payload: 'gone' })));
  });
});

describe('a session is lost', () => {
  test('at CONNECT: the client finds nothing of what it had', async () => {
    const target = await testBroker();
    const { client } = await connected(target.port, 4, { id: 'one', clean: false });
    await client.subscribed(4, 't', 1);
    client.socket.destroy();
    await until(() => target.broker.stats().clients === 0);
    target.broker.faults.set(faultsOn({ packets: ['connect'], fault: { kind: 'lose session' } }));

    const { connack } = await connected(target.port, 4, { id: 'one', clean: false });

    expect([connack, target.broker.stats().subscriptions]).toEqual(['20 02 00 00', 0]);
  });

  test('at another packet: with the connection, as if it had expired', async () => {
    const target = await testBroker();
    const expiry = bytes(0x11, u32(1_000));
    const { client } = await connected(target.port, 5, { id: 'one', clean: false, properties: [expiry] });
    target.broker.faults.set(faultsOn({ packets: ['publish'], fault: { kind: 'lose session' } }));

    client.send(publish(5));

    expect([await client.untilClosed(), target.broker.stats().sessions]).toEqual([[], 0]);
  });
});

test('the clock of message expiry runs faster for a client: what waits is older, or gone', async () => {
  const time = new TestTime();
  const { port, broker, seen } = await testBroker({ time });
  const session = { id: 'sleeper', clean: false, properties: [bytes(0x11, u32(10_000))] };
  const { client } = await connected(port, 5, session);
  await client.subscribed(5, '#', 1);
  client.send(bytes(0xe0, 0));
  await client.untilClosed();
  const { client: publisher } = await connected(port, 5, { id: 'publisher' });
  const expiring = (payload: string, seconds: number) =>
    publish(5, { qos: 1, id: 1, payload, properties: [2, u32(seconds)] });
  publisher.send(expiring('short', 50), expiring('long', 1_000));
  await publisher.untilPong();
  broker.faults.set(
    faultsOn({
      target: { of: 'client', clientId: 'sleeper' },
      name: 'fast',
      fault: { kind: 'expiry', factor: 10 },
    }),
  );

  time.advance(10_000);
  const { client: again } = await connected(port, 5, session);

  expect(await again.untilPong()).toEqual([
    hex(publish(5, { qos: 1, id: 1, payload: 'long', properties: [2, u32(900)] })),
  ]);
  expect(broker.stats().dropped).toEqual([{ why: 'expired', count: 1 }]);
  expect(seen.filter((line) => line.includes('fast:')).map((line) => line.slice(line.indexOf('{')))).toEqual([
    '{fast: aged 10 times faster} copy',
  ]);
});

describe('a rule is only for those that it names', () => {
  test.for([
    [{ of: 'client', clientId: 'press-1' }, ['press-1']],
    [{ of: 'clients', clientId: 'press-*' }, ['press-1', 'press-2']],
    [{ of: 'clients', clientId: '*-1', user: 'wil?' }, ['press-1']],
    [{ of: 'listener', name: 'another' }, []],
    [{ of: 'all' }, ['press-1', 'press-2', 'lamp-1']],
  ] as const)('%j', async ([target, expected]) => {
    const { port, broker } = await testBroker();
    broker.faults.set(
      faultsOn({ target, packets: ['publish'], direction: 'received', fault: { kind: 'drop' } }),
    );
    const users: Readonly<Record<string, string>> = {
      'press-1': 'will',
      'press-2': 'anna',
      'lamp-1': 'anna',
    };
    const dropped: string[] = [];

    for (const [id, user] of Object.entries(users)) {
      const client = await rawClient(port);
      client.send(packet(0x10, 'MQTT', 4, 0x82, u16(0), id, user));
      await client.next();
      client.send(subscribe(4, 't'), publish(4));
      if ((await client.untilPong()).length === 1) dropped.push(id);
    }

    expect(dropped).toEqual(expected);
  });
});

test('topic aliases stand for what the client meant, whatever is dropped or overtaken', async () => {
  const time = new TestTime();
  const { port, broker } = await testBroker({ time });
  const { client } = await connected(port, 5, { id: 'one' });
  await client.subscribed(5, '#', 0);
  const aliased = (topic: string, payload: string) =>
    publish(5, { topic, payload, properties: [0x23, u16(1)] });
  broker.faults.set(
    faultsOn({ packets: ['publish'], direction: 'received', topic: 'a', times: 1, fault: { kind: 'drop' } }),
  );
  client.send(aliased('a', '1'), aliased('', '2'));
  const first = await client.untilPong();
  broker.faults.set(
    faultsOn({
      packets: ['publish'],
      direction: 'received',
      times: 1,
      fault: { kind: 'reorder', behind: 1 },
    }),
  );
  client.send(aliased('', '3'), aliased('b', '4'));

  expect([first, await client.untilPong()]).toEqual([
    [hex(publish(5, { topic: 'a', payload: '2' }))],
    [hex(publish(5, { topic: 'b', payload: '4' })), hex(publish(5, { topic: 'a', payload: '3' }))],
  ]);
});
