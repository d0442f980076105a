import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { bytes, connect, packet, u16 } from './testing/bytes.ts';
import { connected } from './testing/raw-client.ts';
import type { TestBroker } from './testing/test-broker.ts';
import { testBroker, until } from './testing/test-broker.ts';

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
