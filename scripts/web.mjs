// The web host, for scripts and gateways: `npm run --silent web -- --port N --data DIR --no-open`.
import { frugalEnvironment } from './setup/frugal.mjs';
import { become } from './setup/child.mjs';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';

await prepare();
become(node24(), ['dist/main/web.js', ...process.argv.slice(2)], { env: frugalEnvironment() });
