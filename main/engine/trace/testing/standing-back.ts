import { readlinkSync } from 'node:fs';
import { getPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { standBack } from '../stand-back.ts';

standBack();
const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
parentPort?.postMessage({ niceness: getPriority(thread) });
