import path from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vitest/config';
import { defineConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';
import { isBuilt } from './scripts/setup/build.mjs';

// Workers and programs that tests start run from source: what Node made of it is kept, which halves the time they take
// to begin.
process.env['NODE_COMPILE_CACHE'] ??= path.resolve('node_modules/.cache/node');

/** Files that take seconds though they are short. */
const slow =
  /[\\/](against-mqtt-packet|bridge|damage|damaged-history|demo-quiet|fleet|fleet-on-embedded-broker|fuzz|journey-detail|kill|overload|run|trace-engine|traces)\.test\.ts$/;

/**
 * The longest first: what begins last would keep the other processes waiting. Vitest knows how long a file took the last
 * time; in a fresh clone it goes by the size of the files, and these are put before the others.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isFirst = ({ moduleId, project }: TestSpecification) =>
      project.name === 'all' && slow.test(moduleId);
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
  }
}

/**
 * Starts the workers of the build, as far as it is of the sources as they are: an engine begins three of them, and tests
 * begin hundreds of engines. From source a worker loads module by module, which takes twice the time. What is written in
 * another way than this looks for is started from source.
 */
function builtWorkers(): Plugin {
  const folder = pathToFileURL(path.resolve('dist/main')).href;
  const choice = /import\.meta\.url\.endsWith\('\.ts'\) \? '\.\/[\w-]+\.ts' : '\.(\/[\w-]+\.js)'/g;
  return {
    name: 'built-workers',
    enforce: 'pre',
    transform: { filter: { code: choice }, handler: (code) => code.replaceAll(choice, `'${folder}$1'`) },
  };
}

/** Unit and integration tests; the end-to-end specs (`*.spec.ts`) belong to Playwright. */
export default defineConfig({
  // Where tests run once: what is changed while they wait would not be what is started.
  plugins: [react(), ...(process.argv.includes('run') && isBuilt() ? [builtWorkers()] : [])],
  // A cache inside the real node_modules, never one that a test can see.
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'all', include: ['{app,main,renderer,scripts,bench,e2e}/**/*.test.{ts,tsx}'] },
      },
      {
        // The conformance tests once more, against another server: see docs/conformance.md.
        extends: true,
        test: {
          name: 'mosquitto',
          include: ['main/broker/conformance/*.test.ts'],
          setupFiles: ['main/broker/testing/mosquitto-setup.ts'],
          globalSetup: ['main/broker/testing/mosquitto-for-all.ts'],
          // They share one server, after the tests of our own.
          sequence: { groupOrder: 1 },
          fileParallelism: false,
        },
      },
    ],
    environment: 'node',
    pool: 'forks',
    // One more process than the machines this runs on have cores: integration tests wait half of their time.
    maxWorkers: 3,
    // A process runs file after file: no module has state of its own, and no test changes one.
    isolate: false,
    // Generous because a shared machine stalls; a test waits for a state, never for this time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    passWithNoTests: true,
    allowOnly: false,
    sequence: { sequencer: LongestFirst },
  },
});
