// The page with hot reload, beside an engine that starts anew when its sources change. Arguments go to the web host.
import { become } from './setup/child.mjs';
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';

enterRoot();
await install();
become(node24(), ['scripts/dev/serve.ts', ...process.argv.slice(2)]);
