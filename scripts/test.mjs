// Everything that must hold, from a fresh clone: checks, unit and integration tests, build, end-to-end tests.
import { tryBuild } from './setup/build.mjs';
import { check, checkBeside, checkSources, report, sum } from './setup/checks.mjs';
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';
import { endToEndTests, unitTests } from './setup/runners.mjs';
import { installSystemPackages } from './setup/system-packages.mjs';

enterRoot();
await install();
await installSystemPackages();

// What its devices say takes a minute by the clock, and little else.
const quietMinute = checkBeside('A minute of the demo devices in which nothing is to be found', node24(), [
  'main/engine/trace/testing/demo-quiet.soak.ts',
  ...['--minutes', '1'],
]);
const isBuilding = tryBuild();
// Each of them has much of its time one thread, or waits.
const beside = [
  checkBeside('Conformance table', node24(), ['scripts/conformance/run.ts', '--check']),
  checkBeside('Conformance tests that bite', node24(), ['scripts/conformance/bite.ts']),
];
const sources = await checkSources();
const isBuilt = await isBuilding;
const builds = { passed: isBuilt ? 1 : 0, failed: isBuilt ? 0 : 1 };
const licences = await check('Licences of what ships', node24(), ['scripts/licences/run.ts']);
const besides = await Promise.all([quietMinute, ...beside]);
const unit = await unitTests();
const endToEnd = await endToEndTests();
report(sum([sources, builds, licences, ...besides, unit, endToEnd]));
