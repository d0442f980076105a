import { existsSync, globSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions } from 'vite';
import { defineConfig } from 'vite';
import { bundledLicences } from './scripts/licences/bundled-licences.ts';

/**
 * Three bundles: the page, what runs in Node, and the preload script.
 *
 * The rule for files that are started rather than imported (workers, child processes): `dist/main` is flat,
 * entries and chunks side by side, and an entry is named as its source. So
 * `new URL(import.meta.url.endsWith('.ts') ? './store-worker.ts' : './store-worker.js', import.meta.url)`
 * finds the worker both from source and from whichever chunk the line is bundled into. Every
 * `*-worker.ts` under main is an entry of its own without being named here.
 */
const mainEntries = {
  main: 'main/electron/main.ts',
  'engine-process': 'main/electron/engine-process.ts',
  web: 'main/web/main.ts',
  broker: 'main/cli/broker.ts',
  cli: 'main/cli/main.ts',
  devices: 'main/devices/main.ts',
  ...Object.fromEntries(globSync('main/**/*-worker.ts').map((file) => [basename(file, '.ts'), file])),
};

const external = [...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'electron', /^node:/];

function nodeEnvironment(
  entries: Record<string, string>,
  outDir: string,
  format: 'es' | 'cjs',
): EnvironmentOptions {
  const extension = format === 'cjs' ? 'cjs' : 'js';
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: external.filter((name) => typeof name === 'string') },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: {
        checks: { bundlerTimings: false },
        input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
        external,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
        },
      },
    },
  };
}

const licences = bundledLicences('dist/licences.json');

export default defineConfig({
  root: 'renderer',
  // Relative, because the page is served from `app://` by one host and from `http://` by the other.
  base: './',
  cacheDir: '../node_modules/.cache/vite',
  plugins: [react(), licences],
  worker: { format: 'es', plugins: () => [licences] },
  builder: {
    sharedConfigBuild: true,
    sharedPlugins: true,
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        const { input } = environment.config.build.rolldownOptions;
        if (
          environment.name === 'client'
            ? existsSync('renderer/index.html')
            : Object.keys(input ?? {}).length > 0
        ) {
          await builder.build(environment);
        }
      }
      licences.write();
    },
  },
  environments: {
    client: {
      build: {
        outDir: '../dist/renderer',
        emptyOutDir: true,
        target: 'chrome140',
        // No data: URLs for fonts and workers: the page's Content-Security-Policy forbids them.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 5_000,
        rolldownOptions: { checks: { bundlerTimings: false } },
      },
    },
    main: nodeEnvironment(mainEntries, '../dist/main', 'es'),
    preload: nodeEnvironment({ preload: 'main/electron/preload.ts' }, '../dist/preload', 'cjs'),
  },
});
