import { parentPort } from 'node:worker_threads';

// The host's self-test starts this to see that a worker runs from where the app is installed.
parentPort?.postMessage('started');
