import { expect, test } from 'vitest';
import type { ConnectBytes } from '../testing/bytes.ts';
import { acknowledge, disconnect, hex, publish, u16, u32, unsubscribe } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import { oursAlone } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

const filter = '$share/g/t';
/** One QoS 1 or 2 message at a time; the session outlives its connection. */
const oneByOne = [0x21, ...u16(1), 0x11, ...u32(1000)];

/** A publisher and two members of one share, the second of which joins when `join` is called. */
async function group(options: ConnectBytes, qos = 2) {
  const target = await testBroker();
  const { client: publisher } = await connected(target.port, 5, { id: 'publisher' });
  const member = async (id: string): Promise<RawClient> => {
    const { client } = await connected(target.port, 5, { ...options, id });
    await client.subscribed(5, filter, qos);
    return client;
  };
  const give = async (...messages: readonly { qos: number; payload: string }[]): Promise<void> => {
    publisher.send(...messages.map((message, index) => publish(5, { ...message, id: index + 1 })));
    await publisher.untilPong();
  };
  return { ...target, first: await member('first'), join: () => member('second'), give, member };
}

/** What a member got, in short: `1:a` for payload `a` at QoS 1, with `again` for DUP. */
async function got(client: RawClient): Promise<readonly string[]> {
  const packets = await client.untilPong();
  return packets.map((text) => {
    const first = Number.parseInt(text.slice(0, 2), 16);
    const payload = String.fromCharCode(Number.parseInt(text.slice(-2), 16));
    return first >> 4 === 3 ? `${(first >> 1) & 3}:${payload}${first & 8 ? ' again' : ''}` : text;
  });
}

const letters = (text: string, qos: number) => [...text].map((payload) => ({ qos, payload }));

oursAlone('how a server shares is its own choice', () => {
  test('three members take turns, so that each gets a third', async () => {
    const { first, member, give } = await group({}, 0);
    const members = [first, await member('second'), await member('third')];

    await give(...letters('a'.repeat(300), 0));

    const counts = await Promise.all(members.map(async (client) => (await got(client)).length));
    expect(counts).toEqual([100, 100, 100]);
  });

  test('[5.0 MQTT-4.8.2-3] each member gets its messages at the QoS that it was granted', async () => {
    const { first, port, give } = await group({}, 2);
    const { client: second } = await connected(port, 5, { id: 'second' });
    await second.subscribed(5, filter, 0);

    await give(...letters('ab', 1));

    expect([await got(first), await got(second)]).toEqual([['1:a'], ['0:b']]);
  });

  test('a member that has no room under its Receive Maximum is passed over while another has', async () => {
    const { first, join, give } = await group({ properties: oneByOne });
    await give(...letters('a', 1));
    const second = await join();
    await give(...letters('b', 1));
    second.send(acknowledge(0x40, 1));

    await give(...letters('c', 1));

    expect([await got(first), await got(second)]).toEqual([['1:a'], ['1:b', '1:c']]);
  });

  test('a member that unsubscribes keeps what has begun; what waits for it moves on', async () => {
    const { first, join, give } = await group({ properties: oneByOne });
    await give(...letters('abc', 1));
    const second = await join();

    first.send(unsubscribe(5, filter));
    const kept = await got(first);
    const begun = await got(second);
    second.send(acknowledge(0x40, 1));

    expect({ kept, begun, after: await got(second) }).toEqual({
      kept: ['1:a', 'b0 04 00 0b 00 00'],
      begun: ['1:b'],
      after: ['1:c'],
    });
  });

  test.for([
    ['disconnects', true],
    ['ends its session', false],
  ] as const)('when a member %s, QoS 1 moves on, sent or not', async ([, sleeps]) => {
    const list = sleeps ? [0x11, ...u32(1000)] : [];
    const { first, join, give } = await group({ properties: list });
    await give(...letters('ab', 1));
    const before = await got(first);
    const second = await join();

    first.send(disconnect());
    await first.untilClosed();

    expect([before, await got(second)]).toEqual([
      ['1:a', '1:b'],
      ['1:a', '1:b'],
    ]);
  });

  test('QoS 1 that moved on is not sent again to the member that comes back', async () => {
    const session = { id: 'first', clean: false, properties: [0x11, ...u32(1000)] };
    const { port, first, join, give } = await group(session);
    await give(...letters('a', 1));
    const second = await join();
    first.send(disconnect());
    await first.untilClosed();

    const { client: back } = await connected(port, 5, session);

    expect([await got(second), await got(back)]).toEqual([['1:a'], []]);
  });

  test('with nobody else there, a member that comes back goes on with its own', async () => {
    const session = { id: 'first', clean: false, properties: [0x11, ...u32(1000)] };
    const { port, first, give } = await group(session);
    await give(...letters('a', 1));
    first.send(disconnect());
    await first.untilClosed();
    await give(...letters('b', 1));

    const { client: back } = await connected(port, 5, session);

    expect(await got(back)).toEqual(['1:a again', '1:b']);
  });

  test('a share that the client names anew with 3.1.1, where it is no share, is given up', async () => {
    const session = { id: 'first', clean: false };
    const { port, first, give } = await group({ ...session, properties: [0x11, ...u32(1000)] });
    first.send(disconnect());
    await first.untilClosed();

    const { client: back } = await connected(port, 4, session);
    await back.subscribed(4, filter, 1);
    await give(...letters('a', 1));

    expect(await got(back)).toEqual([]);
  });

  test('[5.0 MQTT-4.8.2-4] QoS 2 that has begun waits for its member; QoS 2 that has not moves on', async () => {
    const session = { id: 'first', clean: false, properties: oneByOne };
    const { port, first, join, give } = await group(session);
    await give(...letters('ab', 2));
    const second = await join();
    first.send(disconnect());
    await first.untilClosed();
    const moved = await got(second);

    const { client: back } = await connected(port, 5, session);

    expect([moved, await got(back)]).toEqual([['2:b'], ['2:a again']]);
  });

  test('[5.0 MQTT-4.8.2-5] QoS 2 that has begun goes to nobody else when its session ends', async () => {
    const { first, join, give } = await group({ properties: [0x21, ...u16(1)] });
    await give(...letters('ab', 2));
    const second = await join();

    first.socket.destroy();
    await first.untilClosed();
    await give(...letters('c', 0));

    expect(await got(second)).toEqual(['2:b', '0:c']);
  });

  test.for([
    ['PUBACK', 1, 0x40],
    ['PUBREC', 2, 0x50],
  ] as const)('[5.0 MQTT-4.8.2-6] what a member refuses by %s goes to nobody else', async ([, qos, type]) => {
    const { first, join, give } = await group({});
    await give(...letters('a', qos));
    const second = await join();

    first.send(acknowledge(type, 1, 0x97));
    await first.untilPong();
    first.send(disconnect());
    await first.untilClosed();

    expect(await got(second)).toEqual([]);
  });

  test('[5.0 MQTT-3.3.2-6] the time that a message waited for the member that left counts', async () => {
    const { first, join, give: _give, port } = await group({ properties: oneByOne });
    const { client: publisher } = await connected(port, 5, { id: 'other' });
    const expiring = (payload: string, id: number) =>
      publish(5, { qos: 1, id, payload, properties: [2, ...u32(100)] });
    publisher.send(publish(5, { qos: 1, id: 1 }), expiring('b', 2));
    await publisher.untilPong();
    const second = await join();

    first.send(unsubscribe(5, filter));
    await first.untilPong();

    expect(await second.untilPong()).toEqual([hex(expiring('b', 1))]);
  });
});
