import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../../app/base/assert.ts';
import { runStore } from './store-start.ts';

assert(parentPort !== null, 'the store runs in a worker');
const port = parentPort;
runStore(workerData, {
  post: (message, transfer) => port.postMessage(message, [...transfer]),
  onMessage: (listener) => port.on('message', listener),
  close: () => port.close(),
});
