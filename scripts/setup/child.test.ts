import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Ends when it is asked to; says its pid once it would. */
const inner =
  "process.on('SIGTERM', () => process.exit(7)); console.log(process.pid); setInterval(() => {}, 1000);";
const wrapper = `
  const { become } = await import('./scripts/setup/child.mjs');
  become(process.execPath, ['-e', ${JSON.stringify(inner)}]);`;
/** Stands for npm, between the person and the wrapper. */
const npm = `
  const { spawn } = await import('node:child_process');
  spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(wrapper)}], { stdio: 'inherit' });`;

async function start(code: string): Promise<{ process: ChildProcess; innerPid: number }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { process: child, innerPid: Number(line) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('SIGTERM to the wrapper ends the program, and its exit code becomes the wrapper’s', async () => {
  const { process: outer, innerPid } = await start(wrapper);

  outer.kill('SIGTERM');
  const [code] = await once(outer, 'close');

  expect({ code, isInnerAlive: isAlive(innerPid) }).toEqual({ code: 7, isInnerAlive: false });
});

test('when npm is killed outright, the program ends', async () => {
  const { process: outer, innerPid } = await start(npm);

  outer.kill('SIGKILL');

  await expect.poll(() => isAlive(innerPid), { timeout: 10_000 }).toBe(false);
});
