import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { bytes, connect, hex, pingreq, publish, subscribe } from '../testing/bytes.ts';
import { connected, patiently } from '../testing/raw-client.ts';
import { codeOf } from '../testing/read-bytes.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

function open(wsPort: number, protocols: string[], headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${wsPort}/mqtt`, protocols, { headers });
  onTestFinished(() => socket.terminate());
  return socket;
}

/** The status that an upgrade is refused with. */
async function refused(socket: WebSocket): Promise<unknown> {
  const [error] = await patiently(once(socket, 'error'));
  return error instanceof Error ? error.message : error;
}

async function next(socket: WebSocket): Promise<string> {
  const [data] = await patiently(once(socket, 'message'));
  return hex(data);
}

test('[3.1.1 MQTT-6.0.0-4] [5.0 MQTT-6.0.0-4] the sub-protocol is "mqtt"; 3.1 clients may say "mqttv3.1"', async () => {
  const { wsPort } = await testTarget();
  const chosen: string[] = [];

  for (const protocols of [['mqtt'], ['mqttv3.1'], ['mqttv3.1', 'mqtt']]) {
    const socket = open(wsPort, protocols);
    await once(socket, 'open');
    chosen.push(socket.protocol);
  }

  expect(chosen).toEqual(['mqtt', 'mqttv3.1', 'mqtt']);
});

test.for([[[]], [['chat']]] as [string[]][])(
  '[3.1.1 MQTT-6.0.0-3] [5.0 MQTT-6.0.0-3] the sub-protocols %j are refused',
  async ([protocols]) => {
    const { wsPort } = await testTarget();

    expect(await refused(open(wsPort, protocols))).toBe('Unexpected server response: 400');
  },
);

test('[3.1.1 MQTT-6.0.0-1] [5.0 MQTT-6.0.0-1] a text frame closes the connection', async () => {
  const { wsPort } = await testTarget();
  const socket = open(wsPort, ['mqtt']);
  await once(socket, 'open');

  socket.send('hello');

  const [code] = await once(socket, 'close');
  expect(code).toBe(1003);
});

test('[3.1.1 MQTT-6.0.0-2] [5.0 MQTT-6.0.0-2] packets may span frames and share them', async () => {
  const { wsPort } = await testTarget();
  const socket = open(wsPort, ['mqtt']);
  await once(socket, 'open');
  const whole = bytes(connect(4), subscribe(4, 't'), publish(4), pingreq);
  let received = '';
  const ponged = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      received += Buffer.isBuffer(data) ? `${hex(data)} ` : '';
      if (received.endsWith('d0 00 ')) resolve();
    });
  });

  socket.send(whole.subarray(0, 7));
  socket.send(whole.subarray(7));
  await ponged;

  expect(received).toBe(`20 02 00 00 90 03 00 0a 00 ${hex(publish(4))} d0 00 `);
});

test('[5.0 MQTT-3.1.4-3] [5.0 MQTT-3.14.4-2] the reason of the broker arrives before the close', async () => {
  const { port, wsPort } = await testTarget();
  const socket = open(wsPort, ['mqtt']);
  await once(socket, 'open');
  socket.send(connect(5));
  await next(socket);
  const last = next(socket);

  await Promise.all([connected(port, 5), last]);

  expect(codeOf(await last)).toBe('8e');
  await once(socket, 'close');
});

oursAlone('which pages may connect is ours', () => {
  test('a page of another origin may not connect', async () => {
    const { wsPort, seen } = await testBroker();

    const why = await refused(open(wsPort, ['mqtt'], { origin: 'https://evil.example' }));

    expect({ why, seen }).toEqual({ why: 'Unexpected server response: 403', seen: [] });
  });

  test('a page of an allowed origin may, compared exactly', async () => {
    const { wsPort } = await testBroker({ allowedOrigins: ['http://127.0.0.1:5173'] });

    const socket = open(wsPort, ['mqtt'], { origin: 'http://127.0.0.1:5173' });
    await once(socket, 'open');

    expect(await refused(open(wsPort, ['mqtt'], { origin: 'http://127.0.0.1:51730' }))).toContain('403');
  });
});

oursAlone('what a browser is told is ours', () => {
  test('a browser that opens the address is told what this is', async () => {
    const { wsPort } = await testTarget();

    const response = await fetch(`http://127.0.0.1:${wsPort}/`);

    expect([response.status, await response.text()]).toEqual([
      426,
      'This is an MQTT broker: connect with WebSocket and the sub-protocol "mqtt".\n',
    ]);
  });
});

oursAlone('it looks into our broker', () => {
  test('closing the broker waits for nobody who only opened a socket', async () => {
    const { wsPort, broker } = await testBroker();
    const socket = connectSocket(wsPort, '127.0.0.1');
    await once(socket, 'connect');

    await broker.close();

    await expect(fetch(`http://127.0.0.1:${wsPort}/`)).rejects.toThrow('fetch failed');
  });
});
