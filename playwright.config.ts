import { defineConfig } from '@playwright/test';
import { chromium } from './scripts/setup/system-packages.mjs';

const executablePath = chromium();

/**
 * Each spec runs on both hosts: a project is a host, and `e2e/` starts what the project's name says.
 * `npm test` counts skipped and flaky tests as failed, so nothing is tried twice here.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'node_modules/.cache/playwright',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // `electron….spec.ts` is about Electron's own side: windows, menus, the engine's process.
  projects: [{ name: 'web host', testIgnore: /[\\/]electron[^\\/]*\.spec\.ts$/ }, { name: 'electron' }],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Without these, Chromium looks for hosts of its own at each start.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
