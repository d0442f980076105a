import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../../../cli/broker.ts');

/** The broker alone as a user starts it, on a data folder. */
export interface BrokerProcess {
  readonly port: number;
  /** kill -9. */
  kill(): Promise<void>;
}

export async function startBroker(folder: string): Promise<BrokerProcess> {
  const child = spawn(process.execPath, [program, '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { port: JSON.parse(String(line)).port, kill: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
