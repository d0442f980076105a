import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Port } from '../../../app/contract/port.ts';
import { startWebHost } from '../web-host.ts';
import { ask } from './request.ts';

/** A built page of three files, in a folder that goes with the test; a file beside it is nobody's business. */
export async function makePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'topicscope-page-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const page = join(folder, 'renderer');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Topicscope</title>');
  await writeFile(join(page, 'assets', 'boot-Ab12.js'), 'export const x = 1;\n'.repeat(500));
  await writeFile(join(page, 'assets', 'font-Cd34.woff2'), new Uint8Array(2000));
  await writeFile(join(folder, 'secret.txt'), 'nobody’s business');
  return page;
}

export interface HostChoice {
  readonly devOrigin?: string;
  readonly serve?: (port: Port) => void;
  readonly pingEvery?: number;
}

/** A web host on a free port with a key to it; it ends with the test. */
export async function startHost(choice: HostChoice = {}) {
  const started = await startWebHost({
    port: 0,
    host: '127.0.0.1',
    devOrigin: choice.devOrigin,
    page: await makePage(),
    serve: choice.serve ?? (() => undefined),
    random: randomBytes,
    pingEvery: choice.pingEvery ?? 60_000,
  });
  if (!started.ok) throw new Error(started.error.message);
  const { url, port, close } = started.value;
  onTestFinished(close);
  const path = url.slice(url.indexOf('/?'));
  const exchanged = await ask({ port, path });
  const cookie = exchanged.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return { url, port, close, path, exchanged, cookie, origin: `http://127.0.0.1:${port}` };
}
