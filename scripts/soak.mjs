// The long tests: `npm run soak`, or those whose names begin so: `npm run soak -- broker --count 100`.
// Each is a program `NAME.soak.ts` among the fixtures of its layer that gets the options, prints its seed, and ends with
// a code other than 0 if something is wrong.
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';
import { giveUp, run } from './setup/run.mjs';

await prepare();
const given = process.argv.slice(2);
const begin = given.findIndex((argument) => argument.startsWith('-'));
const asked = begin === -1 ? given : given.slice(0, begin);
const options = begin === -1 ? [] : given.slice(begin);
const programs = readdirSync('main', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.soak.ts'))
  .map((file) => ({ name: basename(file, '.soak.ts'), file: `main/${file}` }));
const chosen = programs.filter(
  ({ name }) => asked.length === 0 || asked.some((beginning) => name.startsWith(beginning)),
);
if (chosen.length === 0) {
  const names = programs.map(({ name }) => name).join(', ');
  giveUp(`There is no long test ${asked.join(', ')}; there are: ${names}.`);
}

let failed = 0;
for (const { name, file } of chosen) {
  console.error(`── ${name}`);
  if ((await run(node24(), [file, ...options])) !== 0) failed += 1;
}
if (failed > 0) giveUp(`${failed} of the long tests failed, see above.`);
