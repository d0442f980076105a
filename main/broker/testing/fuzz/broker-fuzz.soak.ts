// Bad connections beside healthy traffic, many: `npm run soak -- broker-fuzz --count 20000 --seed 7`.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBroker } from '../kill/broker-process.ts';
import { runFuzz } from './run-fuzz.ts';

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
const count = Number(values.count ?? 20_000);
const seed = Number(values.seed ?? randomInt(1, 2 ** 31));
console.log(`seed ${seed}, ${count} bad connections`);
const folder = mkdtempSync(join(tmpdir(), 'topicscope-fuzz-'));
const broker = await startBroker(folder);
const complaints = await runFuzz({ port: broker.port, seed, count });
await broker.kill();
rmSync(folder, { recursive: true });
for (const complaint of complaints.slice(0, 50)) console.log(complaint);
console.log(`${count} bad connections, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;
