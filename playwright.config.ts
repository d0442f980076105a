import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumFlags } from './scripts/setup/chromium-flags.mjs';
import { binary, whyNoWindow } from './scripts/setup/electron.mjs';
import { chromium, headlessChromium } from './scripts/setup/system-packages.mjs';

// Apps that tests start, and the double, run in new processes: what Node made of their code is kept.
process.env['NODE_COMPILE_CACHE'] ??= path.resolve('node_modules/.cache/node');

/** A program undefined is the Chromium that Playwright brings. */
const launchOptions = (executablePath: string | undefined) => ({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: chromiumFlags,
});

/** Electron where its program is and can show a window (a test may run as root), else its double, said loudly. */
const program = whyNoWindow({ isRootFine: true }) === undefined ? binary() : undefined;
const electron =
  program === undefined
    ? { name: 'double of electron', metadata: { program: null } }
    : { name: 'electron', metadata: { program } };
if (process.env['TEST_WORKER_INDEX'] === undefined) {
  const what =
    program === undefined
      ? 'THE DOUBLE OF ELECTRON (docs/testing.md says what that does not prove): no binary, or no display'
      : `REAL ELECTRON, ${program}`;
  console.error(`\nElectron's specs run on ${what}.\n`);
}

/**
 * What these are about is in the page and in the engine, the same on every host: the double, which has no part of
 * Electron, would show nothing new. On Electron itself they run.
 */
const aboutThePage = [
  /[\\/](access|broker-screen|broker-settings|failing-connections|hostile-text|keyboard|silent-screen|trace)\.spec\.ts$/,
];

/**
 * Each spec runs on both hosts: a project is a host, and `e2e/` starts what the project's name says.
 * `npm test` counts skipped and flaky tests as failed, so nothing is tried twice here.
 */
export default defineConfig({
  testDir: 'e2e',
  // What ends in .test.ts is Vitest's.
  testMatch: '**/*.spec.ts',
  outputDir: 'node_modules/.cache/playwright',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Generous because a shared machine stalls; a test waits for a state, never for this time.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // `electron….spec.ts` is about Electron's own side: windows, menus, the engine's process; `web-….spec.ts` about the
  // web host's.
  projects: [
    {
      name: 'web host',
      testIgnore: /[\\/]electron[^\\/]*\.spec\.ts$/,
      // Without the browser around the page nobody is there to let it write to the clipboard.
      use: {
        launchOptions: launchOptions(headlessChromium()),
        permissions: ['clipboard-read', 'clipboard-write'],
      },
    },
    {
      ...electron,
      testIgnore: [/[\\/]web-[^\\/]*\.spec\.ts$/, ...(program === undefined ? aboutThePage : [])],
    },
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // No traces: each step of one copies the whole page, and this page never stands still.
    screenshot: 'only-on-failure',
    // For the double, benches, pictures and a page that is hidden: the browser that people have.
    launchOptions: launchOptions(chromium()),
  },
});
