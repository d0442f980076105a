// The web host, for scripts and gateways: `npm run --silent web -- --port N --data DIR --no-open`.
import { become } from './setup/child.mjs';
import { frugalArguments, frugalEnvironment } from './setup/frugal.mjs';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';

await prepare();
const args = [...frugalArguments, 'dist/main/web.js', ...process.argv.slice(2)];
become(node24(), args, { env: frugalEnvironment() });
