import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWebSocketStream, WebSocket } from 'ws';
import type { ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import { connect } from '../testing/bytes.ts';
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

async function setup(transport: ListenerTransport, connectTimeout = 10_000) {
  const target = await tlsBroker({ limits: { connectTimeout } });
  const outcome = await target.broker.listen({ name: 'one', transport, port: 0 });
  if (!outcome.ok) throw new Error(outcome.message);
  return { ...target, listened: outcome, client: await open(transport, outcome.port, target.ca) };
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

  test('closes who says nothing', async () => {
    const { client, broker, listened } = await setup(transport, 150);

    const heard = await client.untilClosed();
    await until(broker, () => listened.traffic().connections === 0);

    expect(heard).toEqual([]);
  });
});
