import { globSync, readFileSync } from 'node:fs';
import { judge } from './judge.ts';
import * as rules from './rules.ts';

const paths = globSync('{app,main,renderer,e2e,bench,scripts}/**/*.{ts,tsx,mjs}').map((path) =>
  path.replaceAll('\\', '/'),
);
const breaches = judge(new Map(paths.map((path) => [path, readFileSync(path, 'utf8')])), rules);
for (const breach of breaches) console.error(breach);
console.log(`Import rules: ${paths.length} files, ${breaches.length} breaches.`);
process.exitCode = breaches.length === 0 ? 0 : 1;
