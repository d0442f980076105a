import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

type Program = ChildProcessByStdio<null, Readable, Readable>;

/** Starts a program, which is killed when the test ends. */
export function run(program: string, ...args: readonly string[]): Program {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** All that a program prints until it ends, with its exit code. */
export async function output(child: Program): Promise<{ readonly code: unknown; readonly text: string }> {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      text += String(data);
    });
  }
  const [code] = await once(child, 'close');
  return { code, text };
}
