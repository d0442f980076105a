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

// By its URL, because it is of another TypeScript project.
const flags = new URL('../../scripts/setup/chromium-flags.mjs', import.meta.url).href;
const { chromiumFlags }: { readonly chromiumFlags: readonly string[] } = await import(flags);

const args = [
  ...chromiumFlags,
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
