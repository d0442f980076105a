// Installers for this platform, in `release/`: electron-builder.yml says which. Arguments go to electron-builder.
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';
import { run } from './setup/run.mjs';

enterRoot();
await install();
await build();
const builder = ['node_modules/electron-builder/cli.js', '--publish', 'never', ...process.argv.slice(2)];
process.exitCode = await run(node24(), builder);
