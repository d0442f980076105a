import { X509Certificate } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Authority, AuthorityProblem } from './authority.ts';

const day = 86_400_000;

async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-ca-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const time = { now: Date.now() };
  const machine = { names: ['lab', 'localhost', '127.0.0.1', '::1', '192.0.2.7'] };
  const open = () =>
    new Authority({ folder, now: () => time.now, names: () => ({ name: 'lab', names: machine.names }) });
  return { folder, time, machine, open, authority: open() };
}

async function modes(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  const pairs = names.map(async (name) => [
    name,
    ((await stat(path.join(folder, name))).mode & 0o777).toString(8),
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}

test('nothing is made before something is asked, and then only its owner may read it', async () => {
  const { folder, authority } = await setup();
  const before = await readdir(folder);

  await authority.server();

  expect({ before, after: await modes(folder) }).toEqual({
    before: [],
    after: { 'ca.crt': '600', 'ca.pem': '600', 'server.pem': '600' },
  });
});

test("the server's certificate is signed by the CA, for every name and address", async () => {
  const { authority } = await setup();

  const server = new X509Certificate((await authority.server()).certificate);

  const ca = new X509Certificate(await authority.certificate());
  expect({
    isSigned: server.checkIssued(ca) && server.verify(ca.publicKey),
    ca: [ca.ca, server.ca],
    names: server.subjectAltName,
    usage: server.keyUsage,
  }).toEqual({
    isSigned: true,
    ca: [true, false],
    names: 'DNS:lab, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:192.0.2.7',
    usage: ['1.3.6.1.5.5.7.3.1'],
  });
});

test('it is kept over a restart, and issued anew for a new address or near its end', async () => {
  const { authority, open, machine, time } = await setup();
  const first = await authority.server();

  const again = await open().server();
  machine.names = [...machine.names, '192.0.2.8'];
  const moved = await authority.server();
  time.now += 368 * day;
  const renewed = await authority.server();

  expect([again.certificate === first.certificate, moved.certificate === first.certificate]).toEqual([
    true,
    false,
  ]);
  expect(new X509Certificate(moved.certificate).checkIP('192.0.2.8')).toBe('192.0.2.8');
  expect(new X509Certificate(renewed.certificate).validToDate.getTime()).toBeGreaterThan(
    time.now + 300 * day,
  );
});

test.each(['pump 7, CN=admin+O=x', 'back\\slash, CN=admin\\', 'two\u2028lines'])(
  'a client gets a certificate of its name %j, and its key is kept nowhere',
  async (name) => {
    const { folder, authority } = await setup();

    const issued = await authority.client(name, 30);

    const certificate = new X509Certificate(issued.certificate);
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    expect(certificate.toLegacyObject().subject).toEqual({ CN: name });
    expect(certificate.verify(new X509Certificate(issued.authority).publicKey)).toBe(true);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(files.some((text) => text.includes(issued.key.split('\n')[1] ?? ''))).toBe(false);
  },
);

test('a key that others may read is made unreadable for them', async () => {
  const { folder, authority, open } = await setup();
  await authority.server();
  await chmod(path.join(folder, 'ca.pem'), 0o644);

  await open().server();

  expect((await modes(folder))['ca.pem']).toBe('600');
});

test('a damaged CA is not replaced behind the back of those who trust it', async () => {
  const { folder, authority, open } = await setup();
  await authority.server();
  await writeFile(path.join(folder, 'ca.pem'), 'x');

  await expect(open().server()).rejects.toThrow(AuthorityProblem);

  expect(await readFile(path.join(folder, 'ca.pem'), 'utf8')).toBe('x');
});
