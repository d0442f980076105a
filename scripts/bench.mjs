// The measurements: `npm run bench`, or some of them by name: `npm run bench -- codec --quick`.
// Each is a program `bench/NAME.bench.ts` that gets the options and prints for people, with --json one line.
import { readdirSync } from 'node:fs';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';
import { giveUp, run } from './setup/run.mjs';

await prepare();
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const all = readdirSync('bench')
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) giveUp(`There is no bench ${unknown.join(', ')}; there are: ${all.join(', ')}.`);

let failed = 0;
for (const name of asked.length > 0 ? asked : all) {
  console.error(`── ${name}`);
  if ((await run(node24(), [`bench/${name}.bench.ts`, ...options])) !== 0) failed += 1;
}
if (failed > 0) giveUp(`${failed} of the measurements failed, see above.`);
