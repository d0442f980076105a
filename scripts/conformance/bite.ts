// Shows that a sample of the conformance tests bite: with a clause's branch taken out, the test fails. The source is
// changed on its way into the test, never on disk. `bite.ts 2 5` tries those alone, by their place in bites.ts.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vitest/config';
import type { CliOptions, TestCase } from 'vitest/node';
import { createVitest } from 'vitest/node';
import { withoutTags } from '../../main/broker/conformance/mosquitto-differences.ts';
import type { Bite } from './bites.ts';
import { bites } from './bites.ts';

const chosen = process.argv.slice(2).map(Number);
const tried = bites.filter((_, index) => chosen.length === 0 || chosen.includes(index + 1));
const faults: string[] = [];
for (const bite of tried) faults.push(...(await faultsOf(bite)));
for (const fault of faults) console.error(fault);
console.log(`Conformance tests that bite: ${tried.length} clauses taken out, ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function faultsOf(bite: Bite): Promise<readonly string[]> {
  const { clause, file, text, tests } = bite;
  if (readFileSync(file, 'utf8').split(text).length !== 2) return [`${file} does not hold once: ${text}`];
  const ran = await run(bite);
  return tests.flatMap((name) => {
    const state = ran.find((test) => withoutTags(test.fullName) === name)?.result().state;
    return state === 'failed' ? [] : [`Without "${clause}" this test ${state ?? 'is not there'}: ${name}`];
  });
}

/** Runs the tests of a bite on a broker without its clause. */
async function run(bite: Bite): Promise<readonly TestCase[]> {
  const options: CliOptions = {
    config: false,
    watch: false,
    reporters: [{}],
    include: [`main/broker/conformance/${bite.testFile}`],
    testNamePattern: new RegExp(bite.tests.map(patternOf).join('|')),
    // A test may bite by waiting for what does not come.
    testTimeout: 5000,
    // Of its own, for what is as it stands: what others transformed may not come in here, nor may what is changed get out.
    fsModuleCache: true,
    fsModuleCachePath: 'node_modules/.cache/bite',
  };
  const isChanged = (id: string) => id.endsWith(`/${bite.file}`);
  const plugins: Plugin[] = [
    {
      name: 'bite',
      enforce: 'pre',
      transform: (code, id) => (isChanged(id) ? code.replace(bite.text, () => bite.replacement) : undefined),
      configureVitest: ({ defineCacheKeyGenerator }) =>
        defineCacheKeyGenerator(({ id }) => (isChanged(id) ? false : undefined)),
    },
  ];
  const vitest = await createVitest('test', options, { plugins });
  const { testModules } = await vitest.start();
  const tests = testModules.flatMap((module) => [...module.children.allTests()]);
  await vitest.close();
  return tests;
}

/** Matches the title at the end of a full name. */
function patternOf(name: string): string {
  const title = name.split(' > ').at(-1) ?? name;
  return `${title.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')}$`;
}
