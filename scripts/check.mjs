// What can be said without running anything: types, lint, import rules.
import { checkSources, report } from './setup/checks.mjs';
import { install } from './setup/install.mjs';
import { enterRoot } from './setup/root.mjs';

enterRoot();
await install();
report(await checkSources());
