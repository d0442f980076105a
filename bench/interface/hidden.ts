import { setTimeout as wait } from 'node:timers/promises';
import { openBarePage } from '../../e2e/fixtures/bare-chromium.ts';

interface HiddenReading {
  /** Messages a second on the page's WebSocket. */
  readonly shown: number;
  readonly hidden: number;
  /** Milliseconds from the page being told that it shows to the first count that is of now. */
  readonly back: number;
}

const expandAll = `document.querySelector('[aria-label="Expand all"]')?.click()`;
const rows = `document.querySelectorAll('[role=treegrid] [role=row]').length`;
/** Of the first row, whose exact count is an attribute: it changes with every value. */
const backAfter = `new Promise((resolve) => {
  const text = () => document.querySelector('[role=treegrid] [role=row]')?.outerHTML;
  const before = text();
  document.addEventListener('visibilitychange', ({ timeStamp }) => {
    new MutationObserver((_, observer) => {
      if (text() === before) return;
      observer.disconnect();
      resolve(performance.now() - timeStamp);
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  }, { once: true });
})`;

/** A window under the load: to be seen, minimised, and to be seen again. */
export async function measureHidden(url: string, seconds: number): Promise<HiddenReading> {
  const page = await openBarePage(url);
  try {
    while (Number(await page.evaluate(rows)) === 0) await wait(50);
    await page.evaluate(expandAll);
    const shown = await rate(page.received, seconds);
    await page.setHidden(true);
    // What was under way comes in, the status of each second too.
    await wait(1_500);
    const hidden = await rate(page.received, seconds);
    const [back] = await Promise.all([page.evaluate(backAfter), page.setHidden(false)]);
    return { shown, hidden, back: Number(back) };
  } finally {
    await page.close();
  }
}

async function rate(count: () => number, seconds: number): Promise<number> {
  const before = count();
  await wait(seconds * 1000);
  return (count() - before) / seconds;
}
