// Plays an incident of docs/traces.md: `npm run incident -- NAME`, or all for their pictures: `-- --pictures`.
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';
import { run } from './setup/run.mjs';
import { installSystemPackages } from './setup/system-packages.mjs';

const args = process.argv.slice(2);
await prepare();
if (args.includes('--pictures')) await installSystemPackages();
process.exitCode = await run(node24(), ['e2e/incident.ts', ...args]);
