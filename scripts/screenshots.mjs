// The pictures of README.md, taken from the app as it is: `e2e/screenshots.ts` drives it.
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { installSystemPackages } from './setup/system-packages.mjs';

enterRoot();
await install();
await installSystemPackages();
await build();
process.exitCode = await run(node24(), ['e2e/screenshots.ts']);
