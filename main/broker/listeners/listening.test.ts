import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connect as connectPacket } from '../testing/bytes.ts';
import { output, run } from '../testing/programs.ts';
import { RawClient } from '../testing/raw-client.ts';
import { tlsBroker } from '../testing/tls-broker.ts';
import { addressOf } from './address.ts';

async function reached(port: number, host: string): Promise<string> {
  const socket = connect({ port, host });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  const client = new RawClient(socket);
  client.send(connectPacket(4, { id: host }));
  return client.next();
}

test('::1 is reached by IPv6 alone, and shown in brackets', async () => {
  const { broker, listen } = await tlsBroker();
  const { port } = await listen({ transport: 'tcp', host: '::1', port: 0 });

  const connack = await reached(port, '::1');

  const [client] = [...broker.inspection.connections()];
  await expect(reached(port, '127.0.0.1')).rejects.toThrow('ECONNREFUSED');
  expect([connack, client?.channel.address]).toEqual(['20 02 00 00', expect.stringMatching(/^\[::1\]:\d+$/)]);
});

test('localhost is both loopback addresses on one port', async () => {
  const { listen } = await tlsBroker();

  const { port, hosts } = await listen({ transport: 'tcp', host: 'localhost', port: 0 });

  expect([hosts, await reached(port, '127.0.0.1'), await reached(port, '::1')]).toEqual([
    ['127.0.0.1', '::1'],
    '20 02 00 00',
    '20 02 00 00',
  ]);
});

test(':: takes IPv4 as well, and shows such an address as IPv4', async () => {
  const { broker, listen } = await tlsBroker();
  const { port } = await listen({ transport: 'tcp', host: '::', port: 0 });

  await reached(port, '127.0.0.1');
  await reached(port, '::1');

  const addresses = [...broker.inspection.connections()].map(({ channel }) => channel.address);
  expect(addresses).toEqual([
    expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^\[::1\]:\d+$/),
  ]);
});

test('a client of mosquitto speaks by TLS over IPv6', async () => {
  const { listen, caFile } = await tlsBroker();
  const { port } = await listen({ transport: 'tls', host: '::1', port: 0 });

  const published = await output(
    run(
      'mosquitto_pub',
      '-h',
      '::1',
      '-p',
      String(port),
      '--cafile',
      caFile,
      '-q',
      '1',
      '-t',
      'a',
      '-m',
      'x',
    ),
  );

  expect(published).toEqual({ code: 0, text: '' });
});

test('an address that this machine does not have is said', async () => {
  const { broker } = await tlsBroker();

  expect(await broker.listen({ transport: 'tcp', host: '192.0.2.1', port: 0 })).toMatchObject({
    ok: false,
    why: 'failed',
    message: 'This machine has no address 192.0.2.1.',
  });
});

test('a listener that is closed takes nobody of another with it', async () => {
  const { broker, listen } = await tlsBroker();
  const first = await broker.listen({ name: 'first', transport: 'tcp', port: 0 });
  const second = await listen({ name: 'second', transport: 'tcp', port: 0 });
  await reached(second.port, '127.0.0.1');
  if (!first.ok) throw new Error(first.message);

  await first.close();

  await expect(reached(first.port, '127.0.0.1')).rejects.toThrow('ECONNREFUSED');
  expect(second.traffic().connections).toBe(1);
});

test.for([
  ['127.0.0.1', '127.0.0.1:7'],
  ['::ffff:192.0.2.7', '192.0.2.7:7'],
  ['2001:db8::1', '[2001:db8::1]:7'],
] as const)('the address %s with port 7 is shown as %s', ([host, shown]) => {
  expect(addressOf(host, 7)).toBe(shown);
});
