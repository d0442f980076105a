// The embedded broker alone: `npm run --silent broker -- --port N --ws-port N --data DIR --config FILE`.
import { become } from './setup/child.mjs';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';

await prepare();
become(node24(), ['dist/main/broker.js', ...process.argv.slice(2)]);
