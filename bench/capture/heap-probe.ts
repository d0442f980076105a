import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { freePort } from '../broker/contenders.ts';

/** Looks into the memory of a process that was started with its `env`, from outside and with Node's own inspector. */
interface HeapProbe {
  readonly env: NodeJS.ProcessEnv;
  /** Bytes that live in the heap of the main thread after a collection, and those of its buffers. */
  read(pid: number): Promise<{ readonly heap: number; readonly buffers: number }>;
}

export async function createHeapProbe(): Promise<HeapProbe> {
  const port = await freePort();
  return {
    // The port alone starts nothing: the inspector is there from the first signal on.
    env: { NODE_OPTIONS: `--inspect-port=127.0.0.1:${port}` },
    read: async (pid) => {
      process.kill(pid, 'SIGUSR1');
      const socket = new WebSocket(await inspectorAt(port));
      await once(socket, 'open');
      await ask(socket, 1, 'HeapProfiler.collectGarbage');
      const usage = await ask(socket, 2, 'Runtime.getHeapUsage');
      socket.close();
      await once(socket, 'close');
      return { heap: Number(usage['usedSize']), buffers: Number(usage['backingStorageSize'] ?? 0) };
    },
  };
}

async function inspectorAt(port: number): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/json`).catch(() => undefined);
    const targets: readonly { readonly webSocketDebuggerUrl: string }[] = (await answer?.json()) ?? [];
    if (targets[0] !== undefined) return targets[0].webSocketDebuggerUrl;
    await wait(50);
  }
}

async function ask(socket: WebSocket, id: number, method: string): Promise<Record<string, unknown>> {
  socket.send(JSON.stringify({ id, method }));
  for (;;) {
    const [data] = await once(socket, 'message');
    const answer = JSON.parse(String(data));
    if (answer.id === id) return answer.result;
  }
}
