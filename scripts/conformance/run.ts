// Writes docs/conformance.md; with --check says whether the one that is there is what would be written.
import { readFileSync, writeFileSync } from 'node:fs';
import { mosquittoDifferences } from '../../main/broker/conformance/mosquitto-differences.ts';
import { groupsOf, versions } from './statements.ts';
import { faultsOf, tableOf } from './table.ts';
import { listTests } from './tests.ts';

const file = 'docs/conformance.md';
const isCheck = process.argv.includes('--check');

const standard = new Map(versions.map((version) => [version, groupsOf(version)] as const));
const tests = listTests();
const shown = { standard, tests, differences: mosquittoDifferences };
const faults = faultsOf(shown);
const table = tableOf(shown);
if (!isCheck) writeFileSync(file, table);
const isOld = readFileSync(file, 'utf8') !== table;
for (const fault of faults) console.error(fault);
if (isOld) console.error(`${file} is not up to date: run npm run conformance.`);
console.log(`Conformance: ${tests.length} tests, ${faults.length} faults.`);
process.exitCode = isOld || faults.length > 0 ? 1 : 0;
