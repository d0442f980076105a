import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Version } from './testing/bytes.ts';
import {
  acknowledge,
  bytes,
  connect,
  disconnect,
  hex,
  packet,
  pingreq,
  publish,
  subscribe,
  u16,
  u32,
  unsubscribe,
} from './testing/bytes.ts';
import { connected } from './testing/raw-client.ts';
import type { TestBroker } from './testing/test-broker.ts';
import { testBroker, until } from './testing/test-broker.ts';

/** Connections of a run, and how many at once. */
const attackers = 400;
const atOnce = 20;

/** Numbers from 0 to 1 that a seed decides (xorshift). */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function packetsOf(version: Version): readonly Uint8Array[] {
  const alias = version === 5 ? [0x23, ...u16(3)] : [];
  return [
    connect(version, { id: 'attacker', will: { topic: 'a', payload: 'will' } }),
    publish(version, { topic: 'a/b', payload: 'hello', retain: true, properties: alias }),
    publish(version, {
      topic: 'a/b',
      qos: 1,
      id: 5,
      properties: version === 5 ? [2, ...u32(9), 0x26, 'k', 'v'] : [],
    }),
    publish(version, { topic: 'a/b', qos: 2, id: 6 }),
    ...[0x40, 0x50, 0x62, 0x70].map((first) => acknowledge(first, 1)),
    subscribe(version, 'a/#', 2),
    unsubscribe(version, 'a/#'),
    pingreq,
    disconnect(),
  ];
}

/** A few packets, some of them with bytes changed or cut off. */
function malice(random: () => number): Uint8Array {
  const version = ([3, 4, 5] as const)[Math.floor(random() * 3)] ?? 4;
  const corpus = packetsOf(version);
  const parts =
    random() < 0.8 ? [connect(version, { id: `attacker ${Math.floor(random() * 10)}`, clean: true })] : [];
  for (let count = random() * 8; count > 0; count -= 1) {
    const part = Uint8Array.from(corpus[Math.floor(random() * corpus.length)] ?? pingreq);
    for (let changes = Math.floor(random() * 3); changes > 0; changes -= 1) {
      part[Math.floor(random() * part.length)] = Math.floor(random() * 256);
    }
    parts.push(random() < 0.1 ? part.subarray(0, Math.floor(random() * part.length)) : part);
  }
  return bytes(...parts);
}

async function attack(port: number, random: () => number): Promise<void> {
  const socket = connectSocket(port, '127.0.0.1');
  const isRude = random() < 0.5;
  // A reset by the broker is one of the answers that this may get.
  socket.on('error', () => socket.destroy());
  socket.resume();
  socket.write(malice(random), () => {
    if (isRude) socket.destroy();
    else socket.end();
  });
  await once(socket, 'close');
}

test('whatever comes in, healthy clients lose nothing and nothing of it stays', async () => {
  const seed = randomInt(1, 2 ** 31);
  const random = numbersOf(seed);
  const target = await testBroker();
  const { port } = target;
  const { client: subscriber } = await connected(port, 4, { id: 'subscriber' });
  const { client: publisher } = await connected(port, 4, { id: 'publisher' });
  await subscriber.subscribed(4, 'healthy', 1);

  const received: string[] = [];
  for (let round = 0; round < attackers / atOnce; round += 1) {
    const attacks = Promise.all(Array.from({ length: atOnce }, () => attack(port, random)));
    publisher.send(publish(4, { topic: 'healthy', qos: 1, id: 1, payload: String(round) }));
    await publisher.next();
    received.push(await subscriber.next());
    subscriber.send(acknowledge(0x40, round + 1));
    await attacks;
  }
  await subscriber.untilPong();

  expect(received, `seed ${seed}`).toEqual(
    Array.from({ length: attackers / atOnce }, (_, round) =>
      hex(publish(4, { topic: 'healthy', qos: 1, id: round + 1, payload: String(round) })),
    ),
  );
  await until(target, () => target.broker.stats().clients === 2);
});

/** Sends 80,000 bytes of a PUBLISH that is said to be larger: over WebSocket in a message without an end. */
const begin = {
  tcp: async ({ port }: TestBroker, begun: Uint8Array, index: number) => {
    const { client } = await connected(port, 5, { id: `client ${index}` });
    client.send(begun);
  },
  ws: async ({ wsPort }: TestBroker, begun: Uint8Array, index: number) => {
    const socket = new WebSocket(`ws://127.0.0.1:${wsPort}`, 'mqtt');
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    socket.send(connect(5, { id: `client ${index}` }));
    await once(socket, 'message');
    socket.send(begun, { fin: false });
  },
};

test.each(['tcp', 'ws'] as const)(
  'over %s, packets that are begun and not ended are let go beyond their bound',
  async (transport) => {
    const target = await testBroker({ limits: { unfinishedBytes: 300_000 } });
    const begun = bytes(0x30, 0x80, 0x80, 0x40, new Uint8Array(80_000));

    for (let index = 0; index < 10; index += 1) await begin[transport](target, begun, index);
    await until(target, () => target.broker.stats().clients === 3);

    expect(target.broker.stats().dropped).toEqual([{ why: 'unfinished packets too large', count: 7 }]);
  },
);

test.each([
  ['SUBSCRIBE', 0x82, [0, 1, 0x23, 0]],
  ['UNSUBSCRIBE', 0xa2, [0, 1, 0x23]],
] as const)(
  'a %s of so many filters that it would stop the others ends its connection',
  async (_, first, filter) => {
    const { port } = await testBroker({ limits: { filterListSize: 2000 } });
    const { client } = await connected(port, 5);

    client.send(packet(first, u16(1), 0, ...Array.from({ length: 1000 }, () => filter)));
    const [told] = await client.untilClosed();

    // DISCONNECT with 0x97 Quota exceeded.
    expect(told?.slice(6, 8)).toBe('97');
  },
);
