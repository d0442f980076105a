// kill -9 during traffic, many times: `npm run soak -- broker-kill --count 200 --seed 7`.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { numbersOf } from '../draw.ts';
import { runKills } from './run-kills.ts';

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.count ?? 100);
const seed = Number(values.seed ?? randomInt(1, 2 ** 31));
const folder = mkdtempSync(join(tmpdir(), 'topicscope-kill-'));
console.log(`seed ${seed}, ${kills} kills`);
const { published, complaints } = await runKills({ folder, kills, random: numbersOf(seed) });
for (const complaint of complaints) console.log(complaint);
if (complaints.length === 0) rmSync(folder, { recursive: true });
else console.log(`The broker's folder is left for you: ${folder}`);
console.log(`${published} messages published, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;
