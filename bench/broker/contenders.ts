import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startBroker } from '../../e2e/fixtures/engine-client.ts';

/** A broker in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** Its subscribers' sessions stay when they go, so that there is something to keep. */
  readonly keepsSessions: boolean;
  stop(): Promise<void>;
}

/** Ours alone, as `npm run broker` starts it, with default settings: nothing is recorded. */
export function startOurs(): Promise<Contender> {
  return startPrinting('ours', 'scripts/broker.mjs', ['--port', '0']);
}

/** Ours with its data folder: sessions, their queues and what is retained are on the disk before an answer goes out. */
export async function startPersistent(): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
  const args = ['--port', '0', '--data', folder];
  const contender = await startPrinting('ours, persistence on', 'scripts/broker.mjs', args);
  const stop = async () => {
    await contender.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...contender, keepsSessions: true, stop };
}

/** How results name the broker of the app. */
export const capturingName = 'ours, capture on';

/** The app with its broker: everything that passes is recorded and stored. */
export async function startCapturing(): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
  const { child, line } = await startLine(process.execPath, [
    'scripts/web.mjs',
    '--port',
    '0',
    '--data',
    folder,
    '--no-open',
  ]);
  const { url = '', pid = 0 } = line;
  const port = await startBroker(url);
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  return { name: capturingName, port, pid, keepsSessions: false, stop };
}

/** aedes as it comes, in a process of its own. */
export function startAedes(): Promise<Contender> {
  return startPrinting('aedes', 'bench/broker/aedes-server.ts', []);
}

/** The load's own limit at QoS 0. */
export function startBare(): Promise<Contender> {
  return startPrinting('bare router', 'bench/broker/bare-router.ts', []);
}

/** Lines of mosquitto's configuration that make it as fast as it can be. */
export const mosquittoLines = [
  'allow_anonymous true',
  'persistence false',
  'log_type none',
  'connection_messages false',
  'sys_interval 0',
  'set_tcp_nodelay true',
  'max_inflight_messages 1000',
  'max_queued_messages 0',
];

/** Debian's mosquitto, set up to be fast, in memory alone. */
export async function startMosquitto(): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
  const port = await freePort();
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, [`listener ${port} 127.0.0.1`, ...mosquittoLines, ''].join('\n'));
  // Debian keeps it where only root's path leads.
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
  const child = spawn('mosquitto', ['-c', file], { stdio: 'ignore', env });
  await untilListening(port, child);
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  return { name: 'mosquitto', port, pid: child.pid ?? 0, keepsSessions: false, stop };
}

/** `mosquitto version 2.0.11` */
export function mosquittoVersion(): string {
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
  return spawnSync('mosquitto', ['-h'], { encoding: 'utf8', env }).stdout?.split('\n')[0] ?? 'mosquitto';
}

async function startPrinting(name: string, program: string, args: readonly string[]): Promise<Contender> {
  const { child, line } = await startLine(process.execPath, [program, ...args]);
  const { port = 0, pid = 0 } = line;
  return { name, port, pid, keepsSessions: false, stop: () => end(child) };
}

interface Line {
  readonly port?: number;
  readonly pid?: number;
  readonly url?: string;
}

/** Starts a program that prints one line of JSON when it is there. Its standard input ends with us. */
export async function startLine(program: string, args: readonly string[], env = process.env) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${args.join(' ')} did not start.`);
  });
  ended.catch(() => undefined);
  const [text] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  const line: Line = JSON.parse(String(text));
  return { child, line };
}

/** Ends a process that was started, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** A port that nobody listens on, for programs that cannot choose one by themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
  }
  throw new Error('mosquitto did not start.');
}
