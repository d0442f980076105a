import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { makePage, startHost } from './testing/served-page.ts';
import { startWebHost } from './web-host.ts';

test('a port that somebody has is said with its number', async () => {
  const { port } = await startHost();

  const second = await start({ port });

  expect(second).toMatchObject({ ok: false, error: { code: 'taken' } });
  expect(JSON.stringify(second)).toContain(String(port));
});

test('where no port was named and the usual one is taken, a free one is found', async () => {
  const squatter = createServer().listen(7883, '127.0.0.1');
  squatter.on('error', () => undefined);
  onTestFinished(() => void squatter.close());

  const started = await start({ port: undefined });

  expect(started).toMatchObject({ ok: true });
  if (started.ok) expect(started.value.port).not.toBe(7883);
});

test('an address that is not of this machine is said', async () => {
  expect(await start({ host: '192.0.2.1' })).toMatchObject({ ok: false, error: { code: 'failed' } });
});

test('a page that was not built is said', async () => {
  expect(await start({ page: '/nowhere' })).toMatchObject({ ok: false, error: { code: 'failed' } });
});

async function start(choice: { port?: number | undefined; host?: string; page?: string }) {
  const started = await startWebHost({
    port: 0,
    host: '127.0.0.1',
    devOrigin: undefined,
    page: choice.page ?? (await makePage()),
    serve: () => undefined,
    random: randomBytes,
    pingEvery: 60_000,
    ...choice,
  });
  if (started.ok) onTestFinished(started.value.close);
  return started;
}
