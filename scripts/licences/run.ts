import { readFileSync } from 'node:fs';
import type { Licence } from './bundled-licences.ts';
import { judge } from './judge.ts';

const licences: readonly Licence[] = JSON.parse(readFileSync('dist/licences.json', 'utf8'));
const complaints = judge(licences);
for (const complaint of complaints) console.error(complaint);
console.log(`Licences: ${licences.length} packages ship, ${complaints.length} may not.`);
process.exitCode = complaints.length === 0 && licences.length > 0 ? 0 : 1;
