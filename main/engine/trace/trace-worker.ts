import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../../app/base/assert.ts';
import { standBack } from './stand-back.ts';
import { runTraces } from './trace-loop.ts';
import type { TraceStart } from './trace-messages.ts';

assert(parentPort !== null, 'the traces are kept in a worker');
const port = parentPort;
const start: TraceStart = workerData;
standBack();
runTraces(start, {
  post: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', listener),
});
