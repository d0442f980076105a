// The long tests: `npm run soak -- --minutes 60` runs all of them within about that time and ends with a report; some by
// the beginning of their names, with their own options: `npm run soak -- broker-kill --count 100 --seed 7`. With --json the
// report is one line, the only one on standard output.
// Each is a program `NAME.soak.ts` that gets the options, prints its seed, complains in lines of its own, ends with a line
// that sums it up, and with a code other than 0 if something is wrong.
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';
import { giveUp } from './setup/run.mjs';
import { planOf } from './soak/plan.mjs';
import { runPart } from './soak/run-part.mjs';

await prepare();
const given = process.argv.slice(2).filter((argument) => argument !== '--json');
const begin = given.findIndex((argument) => argument.startsWith('-'));
const asked = begin === -1 ? given : given.slice(0, begin);
const options = begin === -1 ? [] : given.slice(begin);
const programs = ['main', 'e2e'].flatMap((layer) =>
  readdirSync(layer, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.soak.ts'))
    .map((file) => ({ part: basename(file, '.soak.ts'), file: `${layer}/${file}` })),
);
const chosen = programs.filter(
  ({ part }) => asked.length === 0 || asked.some((beginning) => part.startsWith(beginning)),
);
if (chosen.length === 0) {
  giveUp(
    `There is no long test ${asked.join(', ')}; there are: ${programs.map(({ part }) => part).join(', ')}.`,
  );
}
const minutes = minutesOf(options);

const reports = [];
for (const { part, file } of chosen) {
  // Who names a part means its own options.
  const own = asked.length === 0 || options.length === 0 ? planOf(part, minutes) : options;
  console.error(`── ${part} ${own.join(' ')}`);
  reports.push(await runPart({ node: node24(), part, file, options: own }));
}
if (process.argv.includes('--json')) console.log(JSON.stringify({ soak: reports }));
else for (const line of reports.flatMap(linesOf)) console.log(line);
if (reports.some(({ holds }) => !holds)) process.exitCode = 1;

/** @param {readonly string[]} words */
function minutesOf(words) {
  const at = words.indexOf('--minutes');
  const said = at === -1 ? 60 : Number(words[at + 1]);
  return said > 0 ? said : giveUp('--minutes takes a number of minutes.');
}

/** @param {import('./soak/run-part.mjs').PartReport} report */
function linesOf({ part, holds, seconds, said, complaints }) {
  return [
    `${holds ? 'well  ' : 'WRONG '} ${part.padEnd(14)} ${seconds} s: ${said}`,
    ...complaints.map((line) => `       ${line}`),
  ];
}
