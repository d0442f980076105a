// The web host, for scripts and gateways: `npm run --silent web -- --port N --data DIR --no-open`.
import { build } from './setup/build.mjs';
import { become } from './setup/child.mjs';
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';

enterRoot();
await install();
await build();
become(node24(), ['dist/main/web.js', ...process.argv.slice(2)]);
