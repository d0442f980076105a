// The measurements: `npm run bench`, or some of them by name: `npm run bench -- codec --quick`. Each is a program
// `bench/NAME.bench.ts`; it writes its section of docs/performance.md, unless --no-write, or only a part of it was asked for.
import { performance } from 'node:perf_hooks';
import { benches } from './bench/benches.mjs';
import { runBench } from './bench/run-bench.mjs';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';
import { giveUp } from './setup/run.mjs';

await prepare();
const given = process.argv.slice(2);
const asked = given.filter((argument) => !argument.startsWith('-'));
const all = benches('bench');
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) giveUp(`There is no bench ${unknown.join(', ')}; there are: ${all.join(', ')}.`);

const strange = given.find(
  (argument) => !/^(--(quick|json|write|no-write|own|(only|cell|keep)=.+)|[^-].*)$/.test(argument),
);
if (strange !== undefined) giveUp(`There is no option ${strange}.`);
// A part of a bench is no section.
const writes = !given.some((option) => /^--(no-write|only=|cell=|own$)/.test(option));
const own = ['--json', '--write', '--no-write'];
const passed = given.filter((argument) => argument.startsWith('-') && !own.includes(argument));
const options = writes ? [...passed, '--write'] : passed;
const json = given.includes('--json');

const failed = [];
for (const name of asked.length > 0 ? asked : all) {
  const began = performance.now();
  console.error(`── ${name}`);
  if (!(await runBench({ node: node24(), folder: 'bench', name, options, json }))) failed.push(name);
  console.error(`── ${name} took ${Math.round((performance.now() - began) / 1000)} s`);
}
if (failed.length > 0) giveUp(`These measurements failed, see above: ${failed.join(', ')}.`);
