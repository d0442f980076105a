// The embedded broker alone: `npm run --silent broker -- --port N --ws-port N --data DIR --config FILE`.
import { build } from './setup/build.mjs';
import { become } from './setup/child.mjs';
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';

enterRoot();
await install();
await build();
become(node24(), ['dist/main/broker.js', ...process.argv.slice(2)]);
