// kill -9 while records are stored, many times: `npm run soak -- history-kill --count 200 --seed 7`.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { numbersOf } from '../../../broker/testing/draw.ts';
import { runKills } from './run-kills.ts';

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.count ?? 200);
const seed = Number(values.seed ?? randomInt(1, 2 ** 31));
const folder = mkdtempSync(join(tmpdir(), 'topicscope-kill-'));
console.log(`seed ${seed}, ${kills} kills`);
const { records, longestAge, complaints } = await runKills({ folder, kills, random: numbersOf(seed) });
for (const complaint of complaints) console.log(complaint);
if (complaints.length === 0) rmSync(folder, { recursive: true });
else console.log(`The history is left for you: ${folder}`);
console.log(
  `${records} records, the last at most ${longestAge} ms older than the kill, ${complaints.length} complaints`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
