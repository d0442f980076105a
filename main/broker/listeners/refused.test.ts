import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectPlain } from 'node:net';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../testing/bytes.ts';
import { RawClient } from '../testing/raw-client.ts';
import { tlsBroker } from '../testing/tls-broker.ts';

function open(port: number, options: ConnectionOptions): TLSSocket {
  const socket = connectTls({ port, host: '127.0.0.1', ...options });
  onTestFinished(() => {
    socket.destroy();
  });
  return socket;
}

/** Why a connection failed, as this client sees it. */
async function failed(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    socket.once('close', () => resolve('closed'));
    socket.resume();
  });
}

describe('a connection that never speaks MQTT', () => {
  test('because it speaks no TLS is closed and told of', async () => {
    const target = await tlsBroker();
    const listened = await target.listen({ transport: 'tls', port: 0 });
    const client = new RawClient(connectPlain(listened.port, '127.0.0.1'));

    client.send(connect(4));
    const answer = await client.untilClosed();

    expect([answer, await target.refusals(listened, 1)]).toEqual([
      [],
      'It does not speak TLS: this port takes nothing else.',
    ]);
  });

  test.for([
    ['tls', 'No TLS handshake came in time.'],
    ['ws', 'No request for a WebSocket came in time.'],
    ['wss', 'No TLS handshake came in time.'],
  ] as const)('because it is silent on %s is closed in time', async ([transport, why]) => {
    const target = await tlsBroker({ limits: { connectTimeout: 50 } });
    const listened = await target.listen({ transport, port: 0 });
    const socket = connectPlain(listened.port, '127.0.0.1');

    await once(socket.resume(), 'close');

    expect(listened.traffic()).toMatchObject({ connections: 0, refused: 1, lastRefusal: { why } });
  });

  test('because it says its HTTP head byte by byte is closed in time all the same', async () => {
    const target = await tlsBroker({ limits: { connectTimeout: 500 } });
    const listened = await target.listen({ transport: 'wss', port: 0 });
    const socket = open(listened.port, { ca: target.ca });
    await once(socket, 'secureConnect');
    socket.on('error', () => socket.destroy());
    socket.write('GET /mqtt HTTP/1.1\r\nhost: ');
    const drip = setInterval(() => socket.write('a'), 5);
    onTestFinished(() => clearInterval(drip));

    await failed(socket);

    expect(listened.traffic().lastRefusal?.why).toBe('No request for a WebSocket came in time.');
  });

  test('because it finds our certificate wrong after the handshake is told of', async () => {
    const target = await tlsBroker();
    const listened = await target.listen({ transport: 'tls', port: 0 });

    const seen = await failed(open(listened.port, {}));

    expect(seen).toMatch(/UNABLE_TO|SELF_SIGNED/);
    expect(await target.refusals(listened, 1)).toContain('because it does not trust our certificate');
  });

  test.for([
    ['tcp', 'TLS', 'It speaks TLS on a port without TLS.'],
    ['tcp', 'HTTP', 'It speaks HTTP, or WebSocket, on a port that takes MQTT alone.'],
    ['tls', 'HTTP', 'It speaks HTTP without TLS on a port with TLS.'],
  ] as const)(
    'because it takes a port for %s for one for %s is closed and told of',
    async ([transport, other, why]) => {
      const target = await tlsBroker();
      const listened = await target.listen({ transport, port: 0 });
      const socket =
        other === 'TLS' ? open(listened.port, { ca: target.ca }) : connectPlain(listened.port, '127.0.0.1');

      if (other === 'HTTP') socket.write('GET /mqtt HTTP/1.1\r\nhost: localhost\r\n\r\n');
      await failed(socket);

      expect(await target.refusals(listened, 1)).toBe(why);
    },
  );

  test('is forgotten when it goes within the handshake, however many there are', async () => {
    const target = await tlsBroker({ limits: { connections: 210 } });
    const listened = await target.listen({ transport: 'tls', port: 0 });
    const sockets = Array.from({ length: 200 }, () => connectPlain(listened.port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));

    for (const socket of sockets) socket.resetAndDestroy();
    await target.refusals(listened, 200);
    const next = open(listened.port, { ca: target.ca });
    await once(next, 'secureConnect');

    expect(listened.traffic().refused).toBe(200);
    // That number is of those for whom there was no room.
    expect(target.broker.stats().refusedConnections).toBe(0);
  });

  test('counts among those that may be there at once', async () => {
    const target = await tlsBroker({ limits: { connections: 1 } });
    const listened = await target.listen({ transport: 'tls', port: 0 });
    const first = connectPlain(listened.port, '127.0.0.1');
    await once(first, 'connect');

    await once(connectPlain(listened.port, '127.0.0.1').resume(), 'close');
    first.destroy();

    expect([listened.traffic().lastRefusal?.why, target.broker.stats().refusedConnections]).toEqual([
      'There are too many connections.',
      1,
    ]);
  });
});
