// The pictures of README.md, taken from the app as it is: `e2e/screenshots.ts` drives it.
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';
import { run } from './setup/run.mjs';
import { installSystemPackages } from './setup/system-packages.mjs';

await prepare();
await installSystemPackages();
process.exitCode = await run(node24(), ['e2e/screenshots.ts']);
