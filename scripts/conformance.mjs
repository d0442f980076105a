// docs/conformance.md from the statements of the standard and the tests that show them.
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';
import { run } from './setup/run.mjs';

enterRoot();
await install();
process.exitCode = await run(node24(), ['scripts/conformance/run.ts', ...process.argv.slice(2)]);
