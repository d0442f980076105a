// The engine's process: Electron's utility process, plain Node with a port to the main process.
import { createEngine } from '../engine/engine.ts';
import { runEngine } from './run-engine.ts';

// A Ctrl-C in a terminal reaches every process at once. The main process then tells this one to close.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

runEngine(process.parentPort, createEngine, (code) => process.exit(code));
