import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CertificateFiles } from './certificates.ts';

const startMs = 10_000;

export interface MosquittoOptions {
  /** Opens a TLS and a WSS listener with this certificate. */
  readonly tls?: CertificateFiles;
  /** Client certificates signed by this file are required on the TLS listener. */
  readonly clientCaFile?: string;
  /** Without users everybody may connect. */
  readonly users?: Readonly<Record<string, string>>;
  /** More lines of its configuration. */
  readonly lines?: readonly string[];
}

/** A real mosquitto on free ports of 127.0.0.1. */
export interface Mosquitto {
  readonly ports: { readonly tcp: number; readonly ws: number; readonly tls: number; readonly wss: number };
  /** All that it has logged. */
  log(): string;
  /** SIGTERM; sessions and retained messages are written. */
  stop(): Promise<void>;
  /** Again on the same ports, with what was written. */
  start(): Promise<void>;
}

/** Starts a mosquitto that listens when this resolves. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mosquitto-'));
  const [tcp = 0, ws = 0, tls = 0, wss = 0] = await freePorts(4);
  const ports = { tcp, ws, tls, wss };
  const configuration = path.join(folder, 'mosquitto.conf');
  await writeFile(configuration, await configure(folder, ports, options));
  let running: ChildProcess | undefined;
  let logged = '';
  const start = async () => {
    const child = spawn('mosquitto', ['-c', configuration, '-v'], { stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        logged = (logged + text).slice(-1_000_000);
      });
    }
    const open = options.tls === undefined ? [tcp, ws] : [tcp, ws, tls, wss];
    for (const port of open) await untilListening(port, child, () => logged);
  };
  const stop = async () => {
    const child = running;
    running = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  return { ports, log: () => logged, start, stop };
}

async function configure(
  folder: string,
  ports: Mosquitto['ports'],
  options: MosquittoOptions,
): Promise<string> {
  const { tls, clientCaFile, users, lines } = options;
  const certificate = tls === undefined ? [] : [`certfile ${tls.certificateFile}`, `keyfile ${tls.keyFile}`];
  const client = clientCaFile === undefined ? [] : [`cafile ${clientCaFile}`, 'require_certificate true'];
  const secure =
    tls === undefined
      ? []
      : [
          ...[`listener ${ports.tls} 127.0.0.1`, ...certificate, ...client],
          ...[`listener ${ports.wss} 127.0.0.1`, 'protocol websockets', ...certificate],
        ];
  return [
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    ...(await access(folder, users)),
    'persistence true',
    `persistence_location ${folder}/`,
    ...(lines ?? []),
    `listener ${ports.tcp} 127.0.0.1`,
    `listener ${ports.ws} 127.0.0.1`,
    'protocol websockets',
    ...secure,
    '',
  ].join('\n');
}

async function access(folder: string, users: MosquittoOptions['users']): Promise<readonly string[]> {
  if (users === undefined) return ['allow_anonymous true'];
  const file = path.join(folder, 'passwords');
  const entries = Object.entries(users).map(([name, password]) => `${name}:${password}\n`);
  await writeFile(file, entries.join(''), { mode: 0o600 });
  await promisify(execFile)('mosquitto_passwd', ['-U', file]);
  return ['allow_anonymous false', `password_file ${file}`];
}

/** Ports that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports: number[] = [];
  for (const server of servers) {
    if (!server.listening) await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address !== null) ports.push(address.port);
  }
  for (const server of servers) server.close();
  return ports;
}

async function untilListening(port: number, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + startMs;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`mosquitto did not start:\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
