import { describe, expect, test } from 'vitest';
import { acknowledge, disconnect, publish, u32 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { testAccess } from '../testing/test-access.ts';
import { testBroker } from '../testing/test-broker.ts';

const ann = { user: 'ann', password: 'secret of ann' };
const bob = { user: 'bob', password: 'secret of bob' };

/** Everybody may do everything but below "secret", where only ann may. */
function secretOfAnn() {
  return testAccess({
    users: ['ann', 'bob'],
    rules: [
      { effect: 'allow', filter: 'secret/#', who: { user: 'ann' } },
      { effect: 'deny', filter: 'secret/#' },
    ],
  });
}

describe.for([3, 4, 5] as const)('level %d', (version) => {
  test('[3.1.1 MQTT-3.3.5-2] [5.0 MQTT-3.4.2-1] [5.0 MQTT-3.5.2-1] what may not be published reaches nobody and is not retained', async () => {
    const access = await secretOfAnn();
    const { port, broker } = await testBroker({ access });
    const { client: reader } = await connected(port, 4, { ...ann, id: 'reader' });
    await reader.subscribed(4, '#');
    const { client } = await connected(port, version, { ...bob, id: 'writer' });

    const message = { topic: 'secret/a', retain: true };
    client.send(
      publish(version, message),
      publish(version, { ...message, qos: 1, id: 1 }),
      publish(version, { ...message, qos: 2, id: 2 }),
    );
    const answers = [await client.next(), await client.next()];
    client.send(acknowledge(0x62, 2), publish(version, { topic: 'open' }));

    // Type, packet identifier, reason code.
    const codes = answers.map((text) => `${text.slice(0, 2)}${text.slice(5, 14)}`);
    expect(codes).toEqual(version === 5 ? ['40 00 01 87', '50 00 02 87'] : ['40 00 01', '50 00 02']);
    expect(await client.next()).toBe(version === 5 ? '70 03 00 02 92' : '70 02 00 02');
    expect([await reader.next(), broker.stats().retained]).toEqual(['30 07 00 04 6f 70 65 6e 78', 0]);
    const [{ listener = '' } = {}] = broker.inspection.connections();
    expect([broker.stats().dropped, access.refusals.counts, access.refusals.countOf(listener)]).toEqual([
      [{ why: 'not authorized', count: 3 }],
      [{ action: 'publish', count: 3 }],
      3,
    ]);
  });

  test('[3.1.1 MQTT-3.8.4-5] [3.1.1 MQTT-3.9.3-2] [5.0 MQTT-3.8.4-7] [5.0 MQTT-3.9.3-2] a filter that would bring nothing is refused in the words of the version', async () => {
    const access = await secretOfAnn();
    const { port, broker } = await testBroker({ access });
    const { client } = await connected(port, version, bob);

    const suback = await client.subscribed(version, 'secret/+');

    expect([suback.slice(0, 2), suback.slice(-2)]).toEqual(['90', { 3: '00', 4: '80', 5: '87' }[version]]);
    expect([broker.stats().subscriptions, access.refusals.latest[0]?.rule]).toEqual([0, 1]);
  });

  test('a wider filter is granted and what is denied is withheld, retained messages included', async () => {
    const access = await secretOfAnn();
    const { port } = await testBroker({ access });
    const { client: writer } = await connected(port, 4, { ...ann, id: 'writer' });
    writer.send(
      publish(4, { topic: 'secret/kept', retain: true }),
      publish(4, { topic: 'open/kept', retain: true }),
    );
    await writer.untilPong();
    const { client } = await connected(port, version, { ...bob, id: 'reader' });

    const suback = await client.subscribed(version, '#', 1);
    const retained = await client.untilPong();
    writer.send(publish(4, { topic: 'secret/new' }), publish(4, { topic: 'open/new' }));
    await writer.untilPong();
    const live = await client.untilPong();

    expect(suback.slice(-2)).toBe('01');
    expect([retained.map(topicOf), live.map(topicOf)]).toEqual([['open/kept'], ['open/new']]);
    expect(access.refusals.counts).toEqual([{ action: 'receive', count: 2 }]);
  });

  test('a will that may not be published is not', async () => {
    const access = await secretOfAnn();
    const { port, broker } = await testBroker({ access });
    const will = { topic: 'secret/will', payload: 'x', retain: true };
    const { client } = await connected(port, version, { ...bob, will });
    const { client: allowed } = await connected(port, version, { ...ann, id: 'ann', will });

    client.socket.end();
    await client.untilClosed();
    const denied = broker.stats().retained;
    allowed.socket.end();
    await allowed.untilClosed();

    expect([denied, broker.stats().retained, access.refusals.latest[0]?.action]).toEqual([0, 1, 'will']);
  });
});

test('what waits in a session is not given to another user who comes by the same client identifier', async () => {
  const access = await secretOfAnn();
  const { port } = await testBroker({ access });
  const keep = { clean: false, properties: [0x11, ...u32(100)] };
  const { client: reader } = await connected(port, 5, { ...ann, ...keep, id: 'shared' });
  await reader.subscribed(5, '#', 1);
  const { client: writer } = await connected(port, 4, { ...ann, id: 'writer' });
  writer.send(publish(4, { topic: 'secret/under-way', qos: 1 }));
  await writer.untilPong();
  await reader.next();
  reader.send(disconnect());
  await reader.untilClosed();
  writer.send(publish(4, { topic: 'secret/waits', qos: 1 }), publish(4, { topic: 'open', qos: 1 }));
  await writer.untilPong();

  const { client, connack } = await connected(port, 5, { ...bob, ...keep, id: 'shared' });
  const received = await client.untilPong();

  expect([connack.slice(6, 8), received.map(topicOf)]).toEqual(['01', ['open']]);
});

test('rules that change hold at once, for what was subscribed to before as well', async () => {
  const access = await testAccess({});
  const { port } = await testBroker({ access });
  const { client } = await connected(port, 4);
  await client.subscribed(4, 'a/#');

  client.send(publish(4, { topic: 'a/1' }));
  const before = await client.untilPong();
  access.change({
    ...access.config,
    rules: [{ effect: 'deny', action: 'subscribe', filter: 'a/1', who: 'everyone' }],
  });
  client.send(publish(4, { topic: 'a/1' }), publish(4, { topic: 'a/2' }));
  const after = await client.untilPong();

  expect([before.map(topicOf), after.map(topicOf)]).toEqual([['a/1'], ['a/2']]);
});

test('a message of a shared subscription goes to a member that may receive it', async () => {
  const access = await secretOfAnn();
  const { port } = await testBroker({ access });
  const { client: one } = await connected(port, 5, { ...bob, id: 'one' });
  const { client: two } = await connected(port, 5, { ...ann, id: 'two' });
  for (const client of [one, two]) await client.subscribed(5, '$share/g/#');

  for (const topic of ['secret/1', 'secret/2', 'open/1', 'open/2']) two.send(publish(5, { topic }));
  const received = [await two.untilPong(), await one.untilPong()];

  expect(received.map((packets) => packets.map(topicOf))).toEqual([
    ['secret/1', 'secret/2', expect.stringContaining('open')],
    [expect.stringContaining('open')],
  ]);
});

/** The topic of a short PUBLISH in hex. */
function topicOf(packet: string): string {
  const bytes = Buffer.from(packet.replaceAll(' ', ''), 'hex');
  return bytes.subarray(4, 4 + (bytes[3] ?? 0)).toString();
}
