import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Chromium as it stands below the app: what Electron has built in. */
export interface Browser {
  readonly context: BrowserContext;
  readonly version: string;
  /** Where a test connects to see the same pages. */
  readonly endpoint: string;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Electron's MessagePorts tell of their end in the page.
  '--enable-blink-features=MessagePortCloseEvent',
  '--remote-debugging-port=0',
];

/**
 * @param folder the user data folder of the app; the page's own storage is kept there as Electron would
 * @param executablePath undefined for the Chromium that Playwright brings
 */
export async function launchBrowser(folder: string, executablePath: string | undefined): Promise<Browser> {
  const profile = join(folder, 'chromium');
  const context = await chromium.launchPersistentContext(profile, {
    args,
    viewport: null,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return {
    context,
    version: context.browser()?.version() ?? 'unknown',
    endpoint: `http://127.0.0.1:${port}`,
  };
}
