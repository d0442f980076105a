import { scrypt, X509Certificate } from 'node:crypto';
import { createSecureContext, getCiphers } from 'node:tls';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import zlib from 'node:zlib';
import { messageOf } from '../../app/base/message-of.ts';

interface SelfTestCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What this host can do of all that the engine needs. Takes about a second; harms nothing. */
export async function runSelfTest(): Promise<SelfTestCheck[]> {
  return [
    await check('SQLite', sqlite),
    await check('zstd', zstd),
    await check('scrypt', scryptWorks),
    await check('Worker', workerStarts),
    await check('TLS', tls),
    await check('certificates', certificates),
  ];
}

async function check(name: string, run: () => string | Promise<string>): Promise<SelfTestCheck> {
  try {
    return { name, ok: true, detail: await run() };
  } catch (error) {
    return { name, ok: false, detail: messageOf(error) };
  }
}

async function sqlite(): Promise<string> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(':memory:');
  try {
    database.exec('create table t (a integer primary key, b blob) strict');
    database.prepare('insert into t (b) values (?)').run(new Uint8Array([1, 2, 3]));
    const row = database.prepare('select length(b) as n, sqlite_version() as version from t').get();
    if (row?.['n'] !== 3) throw new Error('a blob did not come back as it was stored');
    return `version ${String(row['version'])}`;
  } finally {
    database.close();
  }
}

function zstd(): string {
  const plain = Buffer.alloc(10_000, 'topicscope ');
  const packed = zlib.zstdCompressSync(plain);
  if (!zlib.zstdDecompressSync(packed).equals(plain))
    throw new Error('what was compressed did not come back');
  return `10,000 bytes became ${packed.length}`;
}

async function scryptWorks(): Promise<string> {
  const key = await promisify<string, Buffer, number, Buffer>(scrypt)(
    'pleaseletmein',
    Buffer.from('SodiumChloride'),
    64,
  );
  const known = '7023bdcb3afd7348461c06cd81fd38eb';
  // RFC 7914 has this password and salt; N, r and p are Node's defaults here, which are those of its third example.
  if (key.toString('hex').slice(0, 32) !== known) throw new Error('the key is not that of RFC 7914');
  return 'as in RFC 7914';
}

function workerStarts(): Promise<string> {
  const file = import.meta.url.endsWith('.ts') ? './self-test-worker.ts' : './self-test-worker.js';
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(file, import.meta.url));
    worker.once('message', () => {
      resolve('started from where the app is installed');
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`ended with ${code} before it answered`)));
  });
}

function tls(): string {
  const ciphers = getCiphers();
  const needed = ['tls_aes_128_gcm_sha256', 'ecdhe-rsa-aes128-gcm-sha256'];
  const missing = needed.filter((name) => !ciphers.includes(name));
  if (missing.length > 0) throw new Error(`no ${missing.join(', ')}`);
  return `${ciphers.length} ciphers, ${process.versions.openssl === undefined ? 'BoringSSL' : `OpenSSL ${process.versions.openssl}`}`;
}

/** As the own CA of the broker issues them. */
async function certificates(): Promise<string> {
  const { issueAuthority, issueServer } = await import('../broker/certificates/issue.ts');
  const now = Date.now();
  const ca = await issueAuthority(now);
  const server = await issueServer(ca, { name: 'localhost', names: ['localhost', '127.0.0.1'] }, now);
  const issued = new X509Certificate(server.certificate);
  if (!issued.verify(new X509Certificate(ca.certificate).publicKey))
    throw new Error('a signature does not verify');
  if (issued.checkIP('127.0.0.1') === undefined) throw new Error('an address is not found in a certificate');
  createSecureContext({ cert: server.certificate, key: server.key, ca: ca.certificate });
  return 'issued and verified';
}
