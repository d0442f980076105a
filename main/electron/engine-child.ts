import { fileURLToPath } from 'node:url';
import type { MessagePortMain } from 'electron';
import { utilityProcess } from 'electron';
import type { EngineChild } from './engine-host.ts';

/** Starts the engine in a utility process. */
export function forkEngine(): EngineChild<MessagePortMain> {
  const entry = fileURLToPath(new URL('./engine-process.js', import.meta.url));
  const child = utilityProcess.fork(entry, [], { serviceName: 'Topicscope engine' });
  return {
    postMessage: (message, transfer) => child.postMessage(message, transfer),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}
