import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ask } from './testing/request.ts';
import { makePage } from './testing/served-page.ts';

const program = fileURLToPath(new URL('./testing/host-process.ts', import.meta.url));

test('one line of JSON says where it is', async () => {
  const { child, data, page } = await folders();
  const started = child([program, page, '--port', '0', '--data', data, '--no-open']);

  const line = await firstLine(started);

  expect(line).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/),
    pid: started.pid,
    port: expect.any(Number),
    data,
  });
  const { port, url } = line;
  expect(await ask({ port, path: url.slice(url.indexOf('/?')) })).toMatchObject({ status: 303 });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly, with everything stored', async (signal) => {
  const { child, data, page } = await folders();
  const started = child([program, page, '--port', '0', '--data', data, '--no-open']);
  await firstLine(started);

  started.kill(signal);
  const [code] = await once(started, 'exit');

  expect([code, await readFile(join(data, 'data', 'closed'), 'utf8')]).toEqual([0, 'all stored']);
});

test('what could not be stored at the end is on standard error, and the exit code says so', async () => {
  const { child, data, page } = await folders();
  const args = [program, page, '--port', '0', '--data', data, '--no-open'];
  const started = child(args, { GIVEN_UP: '3 packets could not be stored and are lost.' });
  await firstLine(started);

  const end = ending(started);
  started.kill('SIGTERM');

  expect(await end).toEqual([2, '3 packets could not be stored and are lost.\n']);
});

test('it ends cleanly when its parent is killed', async () => {
  const { child, data, page } = await folders();
  // A parent that passes nothing on, as a shell does.
  const parent = child([
    '--input-type=module',
    '-e',
    `import { spawn } from 'node:child_process';
     spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' });`,
    program,
    page,
    '--port',
    '0',
    '--data',
    data,
    '--no-open',
  ]);
  const { pid } = await firstLine(parent);

  parent.kill('SIGKILL');

  await vi.waitFor(
    () => expect([isAlive(pid), existsSync(join(data, 'data', 'closed'))]).toEqual([false, true]),
    10_000,
  );
});

test('a data folder in use is one sentence and exit code 2', async () => {
  const { child, data, page } = await folders();
  const first = child([program, page, '--port', '0', '--data', data, '--no-open']);
  await firstLine(first);

  const second = child([program, page, '--port', '0', '--data', data, '--no-open']);

  expect(await ending(second)).toEqual([2, `The data folder is in use by process ${first.pid}.\n`]);
});

test('a taken port is one sentence and exit code 2, and what was opened is closed', async () => {
  const { child, data, page } = await folders();
  const { port } = await firstLine(
    child([program, page, '--port', '0', '--data', join(data, 'a'), '--no-open']),
  );

  const second = child([program, page, '--port', String(port), '--data', join(data, 'b'), '--no-open']);

  expect(await ending(second)).toEqual([
    2,
    `Port ${port} of 127.0.0.1 is taken by another program; choose one with --port.\n`,
  ]);
  expect(existsSync(join(data, 'b', 'data', 'closed'))).toBe(true);
});

test('a wrong argument is one sentence and exit code 2', async () => {
  const { child, page } = await folders();

  expect(await ending(child([program, page, '--port', 'many']))).toEqual([
    2,
    '--port takes a number from 0 to 65535, not "many".\n',
  ]);
});

async function folders() {
  const page = await makePage();
  const child = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const started = spawn(process.execPath, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    onTestFinished(() => void started.kill('SIGKILL'));
    return started;
  };
  return { page, data: join(page, '..', 'topicscope'), child };
}

async function firstLine(
  child: ChildProcess,
): Promise<{ url: string; pid: number; port: number; data: string }> {
  if (child.stdout === null) throw new Error('The child has no standard output.');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(String(line));
}

async function ending(child: ChildProcess): Promise<readonly [code: number, stderr: string]> {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return [code, text];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
