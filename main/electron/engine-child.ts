import { fileURLToPath } from 'node:url';
import type { MessagePortMain } from 'electron';
import { utilityProcess } from 'electron';
import type { EngineChild } from './engine-host.ts';

/**
 * For the allocator of glibc, which keeps an arena for each thread and gives back little of what a flood needed for a
 * moment; others do not look at it. `scripts/setup/frugal.mjs` says it to the web host.
 */
const allocator = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1000000' };

/** Starts the engine in a utility process. */
export function forkEngine(): EngineChild<MessagePortMain> {
  const entry = fileURLToPath(new URL('./engine-process.js', import.meta.url));
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Topicscope engine',
    env: { ...allocator, ...process.env },
  });
  return {
    postMessage: (message, transfer) => child.postMessage(message, transfer),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}
