// Installers for this platform, in `release/`: electron-builder.yml says which. Arguments go to electron-builder.
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';
import { run } from './setup/run.mjs';

await prepare();
const builder = ['node_modules/electron-builder/cli.js', '--publish', 'never', ...process.argv.slice(2)];
process.exitCode = await run(node24(), builder);
