import type { Browser, CDPSession, Page } from '@playwright/test';
import { createApp } from '../../e2e/fixtures/app.ts';
import type { PageReading } from './page-meter.ts';
import { installMeter, readMeter, resetMeter } from './page-meter.ts';

/** Room for 40 rows of the tree. */
const viewport = { width: 1600, height: 1_440 };
const leastRows = 40;
/** Milliseconds between two clicks. */
const clickEvery = 200;

/** Processor time of the page's main thread, in ms for each second: all of it, and what of it went where. */
interface ThreadTime {
  readonly all: number;
  readonly script: number;
  readonly style: number;
  readonly layout: number;
}

/** What was measured of a page while something went on. */
export interface Reading extends PageReading {
  readonly thread: ThreadTime;
}

/** A page of the app with its meters. */
export interface MeasuredPage {
  readonly page: Page;
  /** What the machine lets a page do that does nothing. */
  measureEmpty(seconds: number): Promise<Reading>;
  /** Figures of the page during the task. */
  measure(task: () => Promise<unknown>): Promise<Reading>;
}

/** An empty one of the size of the goals. */
export async function openMeasuredPage(browser: Browser): Promise<MeasuredPage> {
  const page = await browser.newPage({ viewport });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const measure = async (task: () => Promise<unknown>): Promise<Reading> => {
    await page.evaluate(resetMeter);
    const before = await threadTime(session);
    await task();
    const after = await threadTime(session);
    const reading = await page.evaluate(readMeter);
    const spent = (part: keyof ThreadTime) => (after[part] - before[part]) / reading.seconds;
    const thread = {
      all: spent('all'),
      script: spent('script'),
      style: spent('style'),
      layout: spent('layout'),
    };
    return { ...reading, thread };
  };
  return {
    page,
    measure,
    measureEmpty: async (seconds) => {
      await page.goto('about:blank');
      await page.evaluate(installMeter);
      return measure(() => page.waitForTimeout(seconds * 1000));
    },
  };
}

/** In ms since the page began. */
async function threadTime(session: CDPSession): Promise<ThreadTime> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (metric: string) => (metrics.find(({ name }) => name === metric)?.value ?? 0) * 1000;
  return {
    all: of('TaskDuration'),
    script: of('ScriptDuration'),
    style: of('RecalcStyleDuration'),
    layout: of('LayoutDuration'),
  };
}

/** The load on screen: every branch open, the history following, the inspector showing the probe. */
export async function showLoad(page: Page, url: string): Promise<void> {
  await page.goto(url);
  const { tree, inspector } = createApp(page);
  await page.getByRole('button', { name: 'Expand all' }).click();
  await tree.row('a-probe').click();
  await inspector.payload.waitFor();
  // Of all topics: the newest of a thousand, with every value.
  await page.getByRole('button', { name: 'Show all topics' }).click();
  await page.getByRole('row', { level: 3 }).nth(20).waitFor();
  const rows = await tree.grid.getByRole('row').count();
  if (rows < leastRows) throw new Error(`Only ${rows} rows of the tree are on screen.`);
  await page.evaluate(installMeter);
}

/** Clicks rows of the tree, one after the other. */
export async function clickRows(page: Page, clicks: number): Promise<void> {
  const rows = page.getByRole('treegrid').getByRole('row');
  for (let click = 0; click < clicks; click += 1) {
    const box = await rows.nth(3 + ((click * 7) % 30)).boundingBox();
    if (box !== null) await page.mouse.click(box.x + 80, box.y + box.height / 2);
    await page.waitForTimeout(clickEvery);
  }
}
