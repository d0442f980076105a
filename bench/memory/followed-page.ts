import { setTimeout as wait } from 'node:timers/promises';
import type { BarePage } from '../../e2e/fixtures/bare-chromium.ts';
import { openBarePage } from '../../e2e/fixtures/bare-chromium.ts';

const rows = `document.querySelectorAll('[role=treegrid] [role=row]').length`;
const expandAll = `document.querySelector('[aria-label="Expand all"]')?.click()`;
/** Rows of the tree that are there once all of it is open. */
const opened = 20;

/** A page in Chromium with the whole tree open, whose history follows all topics. */
export async function openFollowedPage(url: string): Promise<BarePage> {
  const page = await openBarePage(url);
  await until(page, `${rows} > 0`);
  await page.evaluate(expandAll);
  await until(page, `${rows} > ${opened}`);
  return page;
}

async function until(page: BarePage, expression: string): Promise<void> {
  while ((await page.evaluate(expression)) !== true) await wait(50);
}
