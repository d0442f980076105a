import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const program = fileURLToPath(new URL('./testing/engine-child.ts', import.meta.url));

const whole = 'traced connect complete, publish no-subscriber, disconnect complete';

/** An engine in a process of its own, and a way to wait for a line that it prints. */
function startEngine(folder: string) {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  let look: () => void = () => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    look();
  });
  const until = (begin: string) =>
    new Promise<string>((resolve) => {
      look = () => {
        const found = lines.find((line) => line.startsWith(begin));
        if (found !== undefined) resolve(found.slice(begin.length));
      };
      look();
    });
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { until, kill, lines };
}

test('after kill -9 the exchanges of before are there, those that were not written down yet too', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trace-kill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const first = startEngine(folder);
  const port = await first.until('port ');
  await run('mosquitto_pub', ['-p', port, '-t', 'plant/press', '-m', 'x', '-q', '2', '-i', 'press-1']);
  await first.until(whole);

  await first.kill();
  const second = startEngine(folder);
  await second.until(whole);
  await second.kill();

  expect(second.lines).toContain(whole);
});
