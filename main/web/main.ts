import { setFlagsFromString } from 'node:v8';
import { createEngine } from '../engine/engine.ts';
import { appVersion } from './app-version.ts';
import { runWebHost } from './run.ts';

/** What the build wrote: above us when we are part of it, else at the root of the sources. */
const build = new URL(import.meta.url.endsWith('.ts') ? '../../dist/' : '../', import.meta.url);

// Of the arguments in `scripts/setup/frugal.mjs` this is for this thread alone: workers get bounds of their own.
setFlagsFromString('--max-semi-space-size=0');

const exitCode = await runWebHost(
  process.argv.slice(2),
  new URL('renderer/', build),
  ({ configFolder, dataFolder }) =>
    createEngine({
      kind: 'web',
      versions: [['Topicscope', `${appVersion(new URL('../package.json', build))} (web host)`]],
      configFolder,
      defaultDataFolder: dataFolder,
      licencesFile: new URL('licences.json', build),
    }),
);
process.exit(exitCode);
