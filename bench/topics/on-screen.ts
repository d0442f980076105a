import type { Page } from '@playwright/test';
import type { Client } from '../../app/contract/connect.ts';
import { createApp } from '../../e2e/fixtures/app.ts';
import type { MeasuredPage } from '../interface/page.ts';
import { installMeter } from '../interface/page-meter.ts';
import { watchEngine } from './engine-waits.ts';
import { longestTask } from './longest-task.ts';
import type { Shape } from './shapes.ts';
import { first, firstByMessages } from './shapes.ts';

/** What a task took, and the longest that the page and the engine stood still meanwhile, all in ms. */
export interface Step {
  readonly name: string;
  readonly took: number;
  readonly page: number;
  /** Processor time of the page's longest task. */
  readonly pageTask: number;
  readonly engine: number;
}

const filter = '777';

/** Milliseconds that nobody does anything, first of all. */
const atRest = 3_000;

/** What a person does with a tree of very many topics. `matching` is how many topics hold the text "777". */
export async function walkTree(
  measured: MeasuredPage,
  client: Client,
  url: string,
  { shape, matching }: { readonly shape: Shape; readonly matching: number },
): Promise<readonly Step[]> {
  const { page } = measured;
  await page.evaluate(installMeter);
  const { tree } = createApp(page);
  const steps: Step[] = [];
  const step = async (name: string, task: () => Promise<unknown>): Promise<void> => {
    const stop = watchEngine(client);
    let began = 0;
    let took = 0;
    let paused = 0;
    const pageTask = await longestTask(page, async () => {
      began = performance.now();
      const reading = await measured.measure(async () => {
        await task();
        took = performance.now() - began;
      });
      paused = reading.longestTask;
    });
    steps.push({ name, took, page: paused, pageTask, engine: await stop() });
  };

  await step('at rest', () => page.waitForTimeout(atRest));
  const began = performance.now();
  await page.goto(url);
  await tree.row(first).waitFor();
  steps.push({
    name: 'first paint, from opening the page',
    took: performance.now() - began,
    page: 0,
    pageTask: 0,
    engine: 0,
  });
  await page.evaluate(installMeter);
  await step('expand all', async () => {
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.getByRole('row', { level: 2 }).first().waitFor();
  });
  await step('from top to bottom by the scrollbar', () => dragScrollbar(page));
  await step('by the wheel for 2 s', () => turnWheel(page, 2_000));
  await step('ten times to the end and back', () => homeAndEnd(page));
  await step('filter, as one types it, until all is found', async () => {
    await tree.filter.pressSequentially(filter, { delay: 80 });
    await page.getByText(`${matching.toLocaleString('en-US')} matches`).waitFor();
  });
  await step('filter cleared', async () => {
    await tree.filter.fill('');
    await page.getByText(/match(es)?$/).waitFor({ state: 'hidden' });
  });
  await step('sorted by messages', async () => {
    await page.getByRole('button', { name: 'Sorted by name' }).click();
    await page.getByRole('menuitem', { name: 'By messages' }).click();
    const second = page.locator('[role=treegrid] [role=row][aria-rowindex="2"]');
    await second.filter({ hasText: firstByMessages(shape) }).waitFor({ timeout: 60_000 });
  });
  await step('sorted by rate', async () => {
    await page.getByRole('button', { name: 'Sorted by messages' }).click();
    await page.getByRole('menuitem', { name: 'By rate' }).click();
    await page.getByRole('button', { name: 'Sorted by rate' }).waitFor();
    // While it is worked out the engine has to answer all the same.
    await page.waitForTimeout(3_000);
  });
  return steps;
}

async function dragScrollbar(page: Page): Promise<void> {
  const box = await page.getByRole('scrollbar', { name: 'Scroll the topics' }).boundingBox();
  if (box === null) throw new Error('The tree has no scrollbar.');
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + 5);
  await page.mouse.down();
  for (let part = 0; part <= 40; part += 1)
    await page.mouse.move(x, box.y + 5 + ((box.height - 10) * part) / 40);
  await page.mouse.up();
}

async function turnWheel(page: Page, milliseconds: number): Promise<void> {
  await page.getByRole('treegrid').hover();
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await page.mouse.wheel(0, -2_400);
}

/** Each time the row at the edge is selected, which takes that it came. */
async function homeAndEnd(page: Page): Promise<void> {
  const grid = page.getByRole('treegrid');
  await grid.focus();
  for (let time = 0; time < 10; time += 1) {
    for (const key of ['End', 'Home']) {
      await page.keyboard.press(key);
      await page
        .locator(
          `[role=row][aria-selected=true]${key === 'Home' ? '[aria-rowindex="1"]' : ':not([aria-rowindex="1"])'}`,
        )
        .waitFor();
    }
  }
}
