import { build } from './build.mjs';
import { install } from './install.mjs';
import { enterRoot } from './root.mjs';

/** What stands between a fresh clone and something that runs: dependencies and `dist`. All words go to stderr. */
export async function prepare() {
  enterRoot();
  await install();
  await build();
}
