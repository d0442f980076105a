import { once } from 'node:events';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connect } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { createTestCa } from '../../connection/testing/certificates.ts';
import { tlsBroker } from '../testing/tls-broker.ts';
import type { Timers } from '../timers.ts';
import { systemTimers } from '../timers.ts';

/** Real timers, but for those of a minute, which a test lets fire. */
function setup() {
  const looks: (() => void)[] = [];
  const timers: Timers = {
    after: (milliseconds, task) => {
      if (milliseconds !== 60_000) return systemTimers.after(milliseconds, task);
      looks.push(task);
      return () => undefined;
    },
  };
  return { timers, look: () => looks.shift()?.() };
}

async function shown(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'secureConnect');
  return String(socket.getPeerCertificate().subject.CN);
}

async function logged(log: readonly string[], count: number): Promise<readonly string[]> {
  while (log.length < count) await new Promise((resolve) => setImmediate(resolve));
  return log;
}

test('a certificate that was renewed on disk is shown to whoever comes next, a broken one is not', async () => {
  const { timers, look } = setup();
  const { folder, listen, log } = await tlsBroker({ timers });
  const ca = await createTestCa(folder);
  const [old, renewed] = [await ca.server('old', ['localhost']), await ca.server('renewed', ['localhost'])];
  const files = { certificateFile: path.join(folder, 'x.crt'), keyFile: path.join(folder, 'x.key') };
  const put = async ({ certificateFile, keyFile }: typeof files) => {
    await Promise.all([copyFile(certificateFile, files.certificateFile), copyFile(keyFile, files.keyFile)]);
  };
  await put(old);
  const tls = { certificate: { from: 'files', ...files } } as const;
  const { port } = await listen({ name: 'field', transport: 'tls', port: 0, tls });
  const before = await shown(port);

  await put(renewed);
  look();
  await logged(log, 1);
  await writeFile(files.certificateFile, 'x');
  look();
  await logged(log, 2);

  expect([before, await shown(port), log]).toEqual([
    'old',
    'renewed',
    [
      'Listener field has new certificates.',
      `Listener field keeps the certificates that it has: The file ${files.certificateFile} holds no certificate in PEM.`,
    ],
  ]);
});
