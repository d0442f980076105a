import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { Profile, Secrets } from '../../app/contract/areas/profiles.ts';
import type { TestCa } from './testing/certificates.ts';
import { createSelfSigned, createTestCa } from './testing/certificates.ts';
import { testConnections } from './testing/connections.ts';
import { connack, startFakeBroker } from './testing/fake-broker.ts';
import type { Mosquitto } from './testing/mosquitto.ts';
import { freePorts, startMosquitto } from './testing/mosquitto.ts';
import { subscriptionTo, testProfile } from './testing/setup.ts';

const connectionTo = testConnections();
let folder: string;
let ca: TestCa;
let mosquitto: Mosquitto;
let closed: Mosquitto;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'diagnosis-'));
  ca = await createTestCa(folder);
  mosquitto = await startMosquitto({ tls: await ca.server('broker', ['broker.test', '127.0.0.1']) });
  closed = await startMosquitto({
    tls: await ca.server('closed', ['127.0.0.1']),
    clientCaFile: ca.certificateFile,
    users: { lab: 'right' },
  });
});
afterAll(() => Promise.all([mosquitto.stop(), closed.stop()]));

function tls(changes: Partial<Profile['tls']>): Pick<Profile, 'transport' | 'tls'> {
  return { transport: 'tls', tls: { ...testProfile({}).tls, ...changes } };
}

/** What became of connecting: the detail once it has failed, or subscribed. */
async function outcomeOf(changes: Partial<Profile>, secrets?: Secrets): Promise<ConnectionDetail> {
  const { connection, until } = connectionTo({ reconnect: false, ...changes }, secrets);
  connection.open();
  return until(({ state, steps }) => {
    return (
      state.kind === 'failed' || (steps.at(-1)?.step === 'subscribe' && steps.at(-1)?.outcome !== 'running')
    );
  });
}

/** `tcp done, tls failed` and the words of the last. */
function summary({ steps }: ConnectionDetail) {
  const last = steps.at(-1);
  return {
    steps: steps.map(({ step, outcome }) => `${step} ${outcome}`).join(', '),
    detail: last?.detail,
    advice: last?.advice,
  };
}

test('a name that does not exist fails at the name', async () => {
  const outcome = summary(await outcomeOf({ host: 'broker.invalid' }));

  expect(outcome.steps).toBe('name failed');
  expect(outcome.detail).toMatch(/^The name broker\.invalid is unknown/);
  expect(outcome.advice).toContain('Check the spelling');
});

test('a port that nobody listens on fails at TCP and names the port', async () => {
  const [port = 0] = await freePorts(1);

  const outcome = summary(await outcomeOf({ port }));

  expect(outcome.steps).toBe('name done, address done, tcp failed');
  expect(outcome.detail).toBe(`127.0.0.1:${port}: refused, nothing listens there`);
  expect(outcome.advice).toContain(`listens on port ${port}`);
});

test('each step has a time', async () => {
  const { steps } = await outcomeOf({ port: mosquitto.ports.tcp });

  expect(steps.map(({ step }) => step)).toEqual(['name', 'address', 'tcp', 'connect', 'subscribe']);
  expect(steps.every(({ startedAt, tookMs }) => startedAt > 0 && (tookMs ?? -1) >= 0)).toBe(true);
});

test('a certificate of the own authority is verified and its chain shown', async () => {
  const detail = await outcomeOf({ port: mosquitto.ports.tls, ...tls({ caFile: ca.certificateFile }) });

  expect(summary(detail).steps).toBe(
    'name done, address done, tcp done, tls done, connect done, subscribe done',
  );
  expect(detail.certificates[0]).toMatchObject({
    subject: 'CN=broker',
    issuer: 'CN=Test CA',
    names: 'DNS:broker.test, IP Address:127.0.0.1',
  });
});

test('an unknown authority fails at TLS, and the chain shows', async () => {
  const detail = await outcomeOf({ port: mosquitto.ports.tls, ...tls({}) });

  expect(summary(detail).detail).toBe(
    'The certificate of "CN=broker" is signed by an authority that is not trusted: "CN=Test CA"',
  );
  expect(detail.certificates[0]?.subject).toBe('CN=broker');
});

test('a name that is not in the certificate fails with the names that are', async () => {
  const settings = tls({ caFile: ca.certificateFile, serverName: 'other.test' });

  const outcome = summary(await outcomeOf({ port: mosquitto.ports.tls, ...settings }));

  expect(outcome.detail).toBe(
    'The certificate is not for other.test; the names in it are: DNS:broker.test, IP Address:127.0.0.1',
  );
});

test('a server name of the profile is what the certificate is checked against', async () => {
  const settings = tls({ caFile: ca.certificateFile, serverName: 'broker.test' });

  const { state } = await outcomeOf({ port: mosquitto.ports.tls, ...settings });

  expect(state.kind).toBe('connected');
});

test('a self-signed certificate is said to be self-signed', async () => {
  const selfSigned = await startMosquitto({ tls: await createSelfSigned(folder, ['127.0.0.1']) });

  const detail = await outcomeOf({ port: selfSigned.ports.tls, ...tls({ caFile: ca.certificateFile }) });
  await selfSigned.stop();

  expect(summary(detail).steps).toBe('name done, address done, tcp done, tls failed');
  expect(summary(detail).detail).toBe(
    'The certificate of "CN=self-signed" is self-signed: no authority vouches for it',
  );
  expect(summary(detail).advice).toContain(detail.certificates[0]?.fingerprint256);
});

test('without verification any certificate is accepted, and the step says so', async () => {
  const detail = await outcomeOf({ port: mosquitto.ports.tls, ...tls({ verify: false }) });

  expect(detail.state.kind).toBe('connected');
  expect(detail.steps[3]?.detail).toContain('certificate NOT verified');
});

test('an expired certificate is said to have expired, and when', async () => {
  const expired = await startMosquitto({ tls: await ca.server('old', ['127.0.0.1'], -2) });

  const detail = await outcomeOf({ port: expired.ports.tls, ...tls({ caFile: ca.certificateFile }) });
  await expired.stop();

  expect(summary(detail).detail).toBe(
    `The certificate of "CN=old" has expired on ${detail.certificates[0]?.validTo}`,
  );
});

test('a broker that wants a client certificate gets one', async () => {
  const { certificateFile, keyFile } = await ca.client('press-7');
  const settings = tls({ caFile: ca.certificateFile, certificateFile, keyFile });

  const detail = await outcomeOf(
    { port: closed.ports.tls, username: 'lab', ...settings },
    { password: 'right' },
  );

  expect(detail.state.kind).toBe('connected');
});

test('a missing client certificate fails at TLS', async () => {
  const outcome = summary(
    await outcomeOf({ port: closed.ports.tls, ...tls({ caFile: ca.certificateFile }) }),
  );

  expect(outcome.steps).toBe('name done, address done, tcp done, tls failed');
  expect(outcome.detail).toContain('The broker wants a client certificate');
});

test('a client certificate of another authority fails at TLS', async () => {
  const other = await createTestCa(folder, 'Other CA');
  const settings = tls({ caFile: ca.certificateFile, ...(await other.client('stranger')) });

  const outcome = summary(await outcomeOf({ port: closed.ports.tls, ...settings }));

  expect(outcome.steps).toBe('name done, address done, tcp done, tls failed');
  expect(outcome.detail).toContain('does not accept the client certificate');
});

test('over a WebSocket a missing client certificate fails at TLS as well', async () => {
  const required = await startSecureWebSocketServer();

  const outcome = summary(
    await outcomeOf({ port: required.port, ...tls({ caFile: ca.certificateFile }), transport: 'wss' }),
  );
  required.close();

  expect(outcome.steps).toBe('name done, address done, tcp done, tls failed');
  expect(outcome.detail).toContain('The broker wants a client certificate');
});

test('a key that is not the certificate’s is said before TLS begins', async () => {
  const { certificateFile } = await ca.client('one');
  const { keyFile } = await ca.client('two');

  const outcome = summary(await outcomeOf({ port: closed.ports.tls, ...tls({ certificateFile, keyFile }) }));

  expect(outcome.detail).toBe(
    `The key in ${keyFile} does not belong to the certificate in ${certificateFile}`,
  );
});

test('a CA file that is not there is named', async () => {
  const outcome = summary(
    await outcomeOf({ port: mosquitto.ports.tls, ...tls({ caFile: '/nowhere/ca.pem' }) }),
  );

  expect(outcome.detail).toBe('The CA file /nowhere/ca.pem cannot be read: ENOENT');
});

test('TLS to a port without TLS says that the peer does not speak it', async () => {
  const outcome = summary(await outcomeOf({ port: mosquitto.ports.tcp, ...tls({}) }));

  expect(outcome.steps).toBe('name done, address done, tcp done, tls failed');
  expect(outcome.detail).toMatch(/does not speak TLS|closed the connection during the TLS handshake/);
});

test('plain TCP to a TLS port that answers with an alert says that the port speaks TLS', async () => {
  const alert = Uint8Array.of(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46);
  const server = createTcpServer((socket) => {
    socket.once('data', () => socket.end(alert));
  });
  const port = await listening(server);

  const outcome = summary(await outcomeOf({ port }));
  server.close();

  expect(outcome.steps).toBe('name done, address done, tcp done, connect failed');
  expect(outcome.detail).toBe('The port speaks TLS: the answer to CONNECT is a TLS alert');
});

test('plain TCP to a TLS port that just closes says that this may be the cause', async () => {
  const outcome = summary(await outcomeOf({ port: mosquitto.ports.tls }));

  expect(outcome.steps).toBe('name done, address done, tcp done, connect failed');
  expect(outcome.detail).toBe('The broker closed the connection before it answered CONNECT');
  expect(outcome.advice).toContain('Try transport tls or ws');
});

test('plain TCP to a web server says that the port speaks HTTP', async () => {
  const server = createServer();
  const port = await listening(server);

  const outcome = summary(await outcomeOf({ port }));
  server.close();

  expect(outcome.detail).toBe('The port speaks HTTP: the answer to CONNECT is an HTTP response');
});

test('a WebSocket path that does not exist fails with its status', async () => {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const port = await listening(server);

  const outcome = summary(await outcomeOf({ transport: 'ws', port, path: '/wrong' }));
  server.close();

  expect(outcome.steps).toBe('name done, address done, tcp done, websocket failed');
  expect(outcome.detail).toBe('The server answered the WebSocket upgrade of /wrong with HTTP 404 Not Found');
});

test('a WebSocket server without the sub-protocol fails at the WebSocket', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => false });
  const port = await listening(server);

  const outcome = summary(await outcomeOf({ transport: 'ws', port }));
  sockets.close();
  server.close();

  expect(outcome.steps).toBe('name done, address done, tcp done, websocket failed');
  expect(outcome.detail).toContain('did not agree to the WebSocket sub-protocol "mqtt"');
});

test.for([
  [3, '0x05 Connection Refused, not authorized'],
  [4, '0x05 Connection Refused, not authorized'],
  [5, '0x87 Not authorized'],
] as const)(
  'version %i: a wrong password is refused at CONNECT with its code',
  async ([protocolVersion, reason]) => {
    const detail = await outcomeOf(
      { port: closed.ports.tcp, username: 'lab', protocolVersion, reconnect: true },
      { password: 'wrong' },
    );

    expect(summary(detail)).toMatchObject({
      detail: expect.stringContaining(`The broker refused the connection: ${reason} (`),
      advice: expect.stringMatching(/^Check user name and password in the profile/),
    });
    expect(detail.connack?.reason.cause).toEqual(expect.any(String));
    // It is not tried again: that locks accounts.
    expect(detail.state.kind).toBe('failed');
  },
);

test('a broker that closes before CONNACK is said to have closed', async () => {
  const server = createTcpServer((socket) => {
    socket.once('data', () => socket.end());
  });
  const port = await listening(server);

  const outcome = summary(await outcomeOf({ port }));
  server.close();

  expect(outcome.steps).toBe('name done, address done, tcp done, connect failed');
  expect(outcome.detail).toBe('The broker closed the connection before it answered CONNECT');
});

test('a refused subscription shows at the subscribe step and beside what was asked', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false));
    if (packet.type === 'subscribe') {
      peer.send({ type: 'suback', id: packet.id, reasonCodes: [1, 0x87], properties: {} });
    }
  });

  const detail = await outcomeOf({
    port: broker.port,
    subscriptions: [subscriptionTo('lab/#', 2), subscriptionTo('secret/#')],
  });
  await broker.close();

  expect(summary(detail).steps).toBe('name done, address done, tcp done, connect done, subscribe failed');
  expect(summary(detail).detail).toBe('The broker refused secret/#: 0x87 Not authorized');
  expect(detail.subscriptions.map(({ granted }) => granted)).toMatchObject([
    { kind: 'granted', reason: { code: 1, name: 'Granted QoS 1' } },
    { kind: 'refused', reason: { code: 0x87, name: 'Not authorized' } },
  ]);
});

/** mosquitto's WSS listener asks for no client certificate. */
async function startSecureWebSocketServer(): Promise<{ readonly port: number; close(): void }> {
  const files = await ca.server('secure', ['127.0.0.1']);
  const server = createSecureServer({
    cert: await readFile(files.certificateFile),
    key: await readFile(files.keyFile),
    ca: await readFile(ca.certificateFile),
    requestCert: true,
    rejectUnauthorized: true,
  });
  return { port: await listening(server), close: () => server.close() };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
