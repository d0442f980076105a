// What the app does with traces, without a window: `npm run --silent cli -- import FILE --data DIR`, or `--help`.
import { become } from './setup/child.mjs';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';

await prepare();
become(node24(), ['dist/main/cli.js', ...process.argv.slice(2)]);
