import { openHistory } from '../history.ts';

/** Opens the folder, says what came of it, and stays until it is killed. */
const opened = await openHistory({ folder: process.argv[2] ?? '', budget: 64e6, log: () => undefined });
process.stdout.write(`${opened.ok ? 'ok' : `${opened.why}: ${opened.message}`}\n`);
setInterval(() => undefined, 1_000);
