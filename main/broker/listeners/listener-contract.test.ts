import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWebSocketStream, WebSocket } from 'ws';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import type { Broker } from '../broker.ts';
import { connect, publish } from '../testing/bytes.ts';
import { RawClient } from '../testing/raw-client.ts';
import { tlsBroker, until } from '../testing/tls-broker.ts';

async function open(transport: ListenerTransport, port: number, ca: string): Promise<RawClient<Duplex>> {
  const stream = await streamOf(transport, port, ca);
  onTestFinished(() => {
    stream.destroy();
  });
  return new RawClient(stream);
}

async function streamOf(transport: ListenerTransport, port: number, ca: string): Promise<Duplex> {
  if (transport === 'tcp' || transport === 'tls') {
    const isTls = transport === 'tls';
    const socket = isTls ? connectTls({ port, host: '127.0.0.1', ca }) : connectPlain(port, '127.0.0.1');
    await once(socket, isTls ? 'secureConnect' : 'connect');
    return socket;
  }
  const socket = new WebSocket(`${transport}://127.0.0.1:${port}/`, ['mqtt'], { ca });
  await once(socket, 'open');
  const stream = createWebSocketStream(socket);
  // It would wait for us to end our half.
  stream.on('end', () => stream.destroy());
  return stream;
}

async function setup(transport: ListenerTransport, limits: Partial<BrokerLimits> = {}) {
  const target = await tlsBroker({ limits });
  const outcome = await target.broker.listen({ name: 'one', transport, port: 0 });
  if (!outcome.ok) throw new Error(outcome.message);
  return { ...target, listened: outcome, client: await open(transport, outcome.port, target.ca) };
}

async function plainPort(broker: Broker): Promise<number> {
  const outcome = await broker.listen({ name: 'plain', transport: 'tcp', port: 0 });
  return outcome.ok ? outcome.port : 0;
}

describe.for(['tcp', 'tls', 'ws', 'wss'] as const)('a listener for %s', (transport) => {
  test('lets a client speak MQTT and says by which way it came', async () => {
    const { broker, client, listened } = await setup(transport);

    client.send(connect(4));
    const connack = await client.next();

    const [{ channel } = { channel: undefined }] = broker.inspection.connections();
    expect([
      connack,
      channel?.listener,
      channel?.transport,
      channel?.address.startsWith('127.0.0.1:'),
    ]).toEqual(['20 02 00 00', 'one', transport, true]);
    expect(listened.traffic()).toEqual({ connections: 1, refused: 0, lastRefusal: undefined });
  });

  test('lets the last words of the broker arrive although the client still speaks', async () => {
    const { client } = await setup(transport);
    client.send(connect(5));
    await client.next();

    // A second CONNECT is an error; what follows is thrown away.
    client.send(connect(5));
    for (let index = 0; index < 20; index += 1) client.send(new Uint8Array(50_000));
    const last = await client.untilClosed();

    expect(last.map((packet) => packet.slice(0, 8))).toEqual([expect.stringMatching(/^e0 .. 82/)]);
  });

  test('says that it closes, and closes', async () => {
    const { client, listened } = await setup(transport);
    client.send(connect(5));
    await client.next();

    const closed = listened.close();
    const last = await client.untilClosed();
    await closed;

    expect(last.map((packet) => packet.slice(0, 8))).toEqual([expect.stringMatching(/^e0 .. 98/)]);
  });

  test('keeps no more for a client that does not read than it may', async () => {
    const { client, broker, listened } = await setup(transport, { outgoingBytes: 100_000, patience: 1 });
    const publisher = await open('tcp', await plainPort(broker), '');
    for (const one of [client, publisher]) {
      one.send(connect(4, { id: one === client ? 'reader' : 'publisher' }));
      await one.next();
    }
    await client.subscribed(4, 't');
    client.socket.pause();
    const flood = Array.from({ length: 100 }, () => publish(4, { payload: 'x'.repeat(10_000) }));

    while (!broker.stats().dropped.some(({ why }) => why === 'slow reader')) {
      publisher.send(...flood);
      await publisher.untilPong();
    }

    const kept = [...broker.inspection.connections()].map(({ channel }) => channel.pendingBytes);
    expect(Math.max(...kept)).toBeLessThan(250_000);
    expect(listened.traffic().connections).toBe(1);
  });

  test('closes who says nothing', async () => {
    const { client, broker, listened } = await setup(transport, { connectTimeout: 500 });

    const heard = await client.untilClosed();
    await until(broker, () => listened.traffic().connections === 0);

    expect(heard).toEqual([]);
  });
});
