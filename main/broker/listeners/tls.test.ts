import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import mqtt from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSelfSigned, createTestCa } from '../../connection/testing/certificates.ts';
import { connect, disconnect } from '../testing/bytes.ts';
import { output, run } from '../testing/programs.ts';
import { RawClient } from '../testing/raw-client.ts';
import type { TlsBroker } from '../testing/tls-broker.ts';
import { clientFiles, tlsBroker, until } from '../testing/tls-broker.ts';

function open(port: number, options: ConnectionOptions): TLSSocket {
  const socket = connectTls({ port, host: '127.0.0.1', ...options });
  onTestFinished(() => {
    socket.destroy();
  });
  return socket;
}

async function secured(port: number, options: ConnectionOptions): Promise<RawClient> {
  const socket = open(port, options);
  await once(socket, 'secureConnect');
  return new RawClient(socket);
}

/** Why a connection failed, as this client sees it. */
async function failed(socket: TLSSocket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    socket.once('close', () => resolve('closed'));
    socket.resume();
  });
}

function connectedAs({ broker }: TlsBroker): readonly (string | undefined)[] {
  return [...broker.inspection.connections()].map(
    ({ channel }) => `${channel.listener} ${channel.transport} ${channel.certificateName}`,
  );
}

describe('a client of mosquitto', () => {
  test('speaks with the broker by TLS when it is given the own CA', async () => {
    const target = await tlsBroker();
    const { port } = await target.listen({ transport: 'tls', port: 0 });
    const to = ['-h', 'localhost', '-p', String(port), '--cafile', target.caFile];
    await output(run('mosquitto_pub', ...to, '-r', '-q', '1', '-t', 'a', '-m', 'by TLS'));

    const received = await output(run('mosquitto_sub', ...to, '-q', '1', '-t', 'a', '-C', '1'));

    expect(received).toEqual({ code: 0, text: 'by TLS\n' });
  });

  test('that does not trust the CA is told of with the reason', async () => {
    const target = await tlsBroker();
    const listened = await target.listen({ name: 'field', transport: 'tls', port: 0 });
    const other = await createTestCa(target.folder, 'Other CA');

    const { code } = await output(
      run(
        'mosquitto_pub',
        '-h',
        'localhost',
        '-p',
        String(listened.port),
        '--cafile',
        other.certificateFile,
        '-t',
        'a',
        '-n',
      ),
    );

    const why = 'The client does not trust the CA of our certificate (alert: unknown CA).';
    expect(code).not.toBe(0);
    expect(await target.refusals(listened, 1)).toBe(why);
    expect(target.log).toEqual([
      expect.stringMatching(/^Listener field refused 127\.0\.0\.1:\d+: The client does not trust/),
    ]);
  });

  test('without a certificate is refused where one is required, and let in with one', async () => {
    const target = await tlsBroker();
    const listened = await target.listen({
      transport: 'tls',
      port: 0,
      tls: { clientCertificates: 'required' },
    });
    const to = [
      '-h',
      'localhost',
      '-p',
      String(listened.port),
      '--cafile',
      target.caFile,
      '-t',
      'a',
      '-m',
      'x',
    ];
    const files = await clientFiles(target, 'pump-7');

    const without = await output(run('mosquitto_pub', ...to));
    const why = await target.refusals(listened, 1);
    const having = await output(
      run('mosquitto_pub', ...to, '--cert', files.certificateFile, '--key', files.keyFile),
    );

    expect([without.code === 0, why, having]).toEqual([
      false,
      'No certificate: this listener requires one of the client.',
      { code: 0, text: '' },
    ]);
  });
});

describe('client certificates', () => {
  test('give a connection the name that was verified', async () => {
    const target = await tlsBroker();
    const tls = { clientCertificates: 'required' } as const;
    const { port } = await target.listen({ name: 'field', transport: 'tls', port: 0, tls });
    const { certificate, key } = await clientFiles(target, 'pump-7');

    const client = await secured(port, { ca: target.ca, cert: certificate, key });
    client.send(connect(5));
    await client.next();

    expect(connectedAs(target)).toEqual(['field tls pump-7']);
  });

  test('may be left away where they are only asked for, but not be wrong', async () => {
    const target = await tlsBroker();
    const tls = { clientCertificates: 'asked' } as const;
    const listened = await target.listen({ transport: 'tls', port: 0, tls });
    const stranger = await createSelfSigned(target.folder, []);

    const without = await secured(listened.port, { ca: target.ca });
    without.send(connect(4));
    await without.next();
    const [cert, key] = await Promise.all([readFile(stranger.certificateFile), readFile(stranger.keyFile)]);
    await failed(open(listened.port, { ca: target.ca, cert, key }));

    expect([connectedAs(target), await target.refusals(listened, 1)]).toEqual([
      ['tls tls undefined'],
      "The client's certificate was refused: it vouches for itself and no CA does.",
    ]);
  });

  test("of the user's own CA are believed, and those of ours only if it says so", async () => {
    const target = await tlsBroker();
    const theirs = await createTestCa(target.folder, 'Plant CA');
    const tls = { clientCertificates: 'required', trustOwn: false, caFile: theirs.certificateFile } as const;
    const listened = await target.listen({ transport: 'tls', port: 0, tls });
    const their = await theirs.client('valve');
    const our = await clientFiles(target, 'pump-7');
    const to = [
      '-h',
      'localhost',
      '-p',
      String(listened.port),
      '--cafile',
      target.caFile,
      '-t',
      'a',
      '-m',
      'x',
    ];

    const codes = [];
    for (const { certificateFile, keyFile } of [their, our])
      codes.push(
        (await output(run('mosquitto_pub', ...to, '--cert', certificateFile, '--key', keyFile))).code === 0,
      );

    expect([codes, await target.refusals(listened, 1)]).toEqual([
      [true, false],
      "The client's certificate was refused: an unknown CA issued it.",
    ]);
  });
});

test('a client that asks for a server name has to show its certificate all the same', async () => {
  const target = await tlsBroker();
  const theirs = await createTestCa(target.folder, 'Plant CA');
  const plant = await theirs.server('plant', ['mqtt.plant.example']);
  const tls = {
    clientCertificates: 'required',
    serverNames: [{ name: 'mqtt.plant.example', ...plant }],
  } as const;
  const listened = await target.listen({
    transport: 'tls',
    port: 0,
    tls: { ...tls, serverNames: [...tls.serverNames] },
  });
  const { certificate: cert, key } = await clientFiles(target, 'pump-7');
  const options = { servername: 'mqtt.plant.example', ca: await readFile(theirs.certificateFile) };

  await failed(open(listened.port, options));
  const why = await target.refusals(listened, 1);
  const client = await secured(listened.port, { ...options, cert, key });
  client.send(connect(5));
  await client.next();

  expect([why, connectedAs(target)]).toEqual([
    'No certificate: this listener requires one of the client.',
    ['tls tls pump-7'],
  ]);
});

test('the server name that a client asks for picks the certificate', async () => {
  const target = await tlsBroker();
  const theirs = await createTestCa(target.folder, 'Plant CA');
  const plant = await theirs.server('plant', ['mqtt.plant.example']);
  const lab = await theirs.server('lab', ['*.lab.example']);
  const { port } = await target.listen({
    transport: 'tls',
    port: 0,
    tls: {
      serverNames: [
        { name: 'mqtt.plant.example', ...plant },
        { name: '*.lab.example', ...lab },
      ],
    },
  });
  const names: unknown[] = [];

  for (const servername of ['mqtt.plant.example', 'A.Lab.example', 'a.b.lab.example', 'localhost']) {
    const socket = open(port, { servername, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    names.push(socket.getPeerCertificate().subjectaltname?.split(', ')[0]);
  }

  expect(names.slice(0, 2)).toEqual(['DNS:mqtt.plant.example', 'DNS:*.lab.example']);
  expect(names[2]).toBe(names[3]);
  expect(names[3]).not.toBe(names[0]);
});

test.for([3, 4, 5] as const)('npm mqtt, level %d, speaks by wss with the own CA', async (version) => {
  const target = await tlsBroker();
  const { port } = await target.listen({ transport: 'wss', port: 0 });
  const client = mqtt.connect(`wss://localhost:${port}/mqtt`, {
    ca: target.ca,
    reconnectPeriod: 0,
    ...(version === 3 ? { protocolId: 'MQIsdp', protocolVersion: 3 } : { protocolVersion: version }),
  });
  onTestFinished(() => client.endAsync(true));
  await client.subscribeAsync('a', { qos: 2 });
  const payload = 'x'.repeat(100_000);

  const received = new Promise((resolve) => client.once('message', (_topic, data) => resolve(String(data))));
  await client.publishAsync('a', payload, { qos: 2 });

  expect(await received).toBe(payload);
  expect(connectedAs(target)).toEqual(['wss wss undefined']);
});

test('by wss the certificate names the client as well, and a page of another origin is refused', async () => {
  const target = await tlsBroker();
  const tls = { clientCertificates: 'required' } as const;
  const listened = await target.listen({ transport: 'wss', port: 0, tls });
  const { certificate: cert, key } = await clientFiles(target, 'panel');
  const url = `wss://localhost:${listened.port}/mqtt`;
  const program = new WebSocket(url, ['mqtt'], { ca: target.ca, cert, key });
  onTestFinished(() => program.terminate());
  await once(program, 'open');
  program.send(connect(4));
  await once(program, 'message');

  const page = new WebSocket(url, ['mqtt'], { ca: target.ca, cert, key, origin: 'https://evil.example' });
  const [error] = await once(page, 'error');

  expect([connectedAs(target), String(error), await target.refusals(listened, 1)]).toEqual([
    ['wss wss panel'],
    'Error: Unexpected server response: 403',
    'A page of https://evil.example is not allowed here.',
  ]);
});

test('a client that goes with DISCONNECT is gone at once', async () => {
  const target = await tlsBroker();
  const listened = await target.listen({ transport: 'tls', port: 0 });
  const client = await secured(listened.port, { ca: target.ca });
  client.send(connect(5), disconnect());

  const all = await client.untilClosed();
  await until(target.broker, () => listened.traffic().connections === 0);

  expect([all.length, listened.traffic()]).toEqual([
    1,
    { connections: 0, refused: 0, lastRefusal: undefined },
  ]);
});

test('a certificate file that is not there is said', async () => {
  const target = await tlsBroker();
  const certificate = {
    from: 'files',
    certificateFile: '/nowhere/a.crt',
    keyFile: '/nowhere/a.key',
  } as const;

  const outcome = await target.broker.listen({ transport: 'tls', port: 0, tls: { certificate } });

  expect(outcome).toEqual({
    ok: false,
    why: 'failed',
    message: 'The certificate file /nowhere/a.crt cannot be read: there is none.',
  });
});

test("another certificate's key is said", async () => {
  const target = await tlsBroker();
  const theirs = await createTestCa(target.folder, 'Plant CA');
  const [one, two] = [await theirs.server('one', ['one']), await theirs.server('two', ['two'])];
  const certificate = { from: 'files', certificateFile: one.certificateFile, keyFile: two.keyFile } as const;

  const outcome = await target.broker.listen({ transport: 'tls', port: 0, tls: { certificate } });

  expect(outcome).toMatchObject({
    message: `The key in ${two.keyFile} does not belong to the certificate in ${one.certificateFile}.`,
  });
});
