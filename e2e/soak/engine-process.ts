import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Bytes, after everything that can go has gone. */
export interface Memory {
  readonly heap: number;
  readonly buffers: number;
  readonly resident: number;
}

/** The web host, as `npm run web` starts it, with Node's inspector beside it. */
interface EngineProcess {
  readonly url: string;
  readonly pid: number;
  memory(): Promise<Memory>;
  /** As a machine that goes to sleep does, and wakes up. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
}

export async function startEngine(dataFolder: string): Promise<EngineProcess> {
  // As `scripts/setup/frugal.mjs` has it.
  const args = [
    '--inspect=127.0.0.1:0',
    '--max-semi-space-size=16',
    'dist/main/web.js',
    '--port',
    '0',
    '--data',
    dataFolder,
    '--no-open',
  ];
  const child = spawn(process.execPath, args, {
    env: { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1000000', ...process.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const inspectorUrl = new Promise<string>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const url = /^Debugger listening on (ws:.*)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
      else if (!/^(For help, see|Debugger)/.test(line)) console.error(line);
    });
  });
  const [announced] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, pid } = JSON.parse(String(announced));
  const inspector = await connectInspector(await inspectorUrl);
  return {
    url,
    pid,
    memory: () => readMemory(inspector),
    freeze: () => void process.kill(pid, 'SIGSTOP'),
    thaw: () => void process.kill(pid, 'SIGCONT'),
    stop: async () => {
      inspector.socket.close();
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

interface Inspector {
  readonly socket: WebSocket;
  ask(method: string, params?: object): Promise<unknown>;
}

async function connectInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('The inspector does not answer'));
  });
  let next = 1;
  const waiting = new Map<number, (result: unknown) => void>();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
    waiting.delete(id);
  };
  const ask = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve) => {
      const id = next;
      next += 1;
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { socket, ask };
}

async function readMemory({ ask }: Inspector): Promise<Memory> {
  // Buffers are given back by what follows a collection.
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.collectGarbage');
  const expression = 'JSON.stringify(process.memoryUsage())';
  const answer = await ask('Runtime.evaluate', { expression });
  const value = /"value":"(\{.*\})"/.exec(JSON.stringify(answer))?.[1]?.replaceAll('\\"', '"');
  const { heapUsed, arrayBuffers, rss } = JSON.parse(value ?? '{}');
  return { heap: Number(heapUsed), buffers: Number(arrayBuffers), resident: Number(rss) };
}
