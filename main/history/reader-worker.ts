import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../app/base/assert.ts';
import { runReader } from './reader-loop.ts';

assert(parentPort !== null, 'the reader runs in a worker');
assert(typeof workerData === 'string', 'the reader is started with the path of the database');
const port = parentPort;
runReader(workerData, {
  post: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', listener),
});
