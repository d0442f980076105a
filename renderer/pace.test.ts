import { describe, expect, test } from 'vitest';
import type { Pace } from '../app/contract/live-watch.ts';
import { paceByPaint } from './pace.ts';

/** `rendering`: milliseconds that it takes for what it is told. */
function fakePage(rendering = 0) {
  let now = 0;
  let isHidden = false;
  const timers: { readonly at: number; readonly task: () => void }[] = [];
  const frames: (() => void)[] = [];
  const runTimers = (): void => {
    for (;;) {
      const due = timers.findIndex((timer) => timer.at <= now);
      const [timer] = due < 0 ? [] : timers.splice(due, 1);
      if (timer === undefined) return;
      timer.task();
    }
  };
  return {
    clock: {
      now: () => now,
      afterRender: (task: () => void) => {
        now += rendering;
        task();
      },
      beforePaint: (task: () => void) => void frames.push(task),
      later: (milliseconds: number, task: () => void) => void timers.push({ at: now + milliseconds, task }),
    },
    hide: () => {
      isHidden = true;
    },
    show: () => {
      isHidden = false;
    },
    /** One frame: timers, then the tasks before the paint, then what they asked for. */
    frame: (milliseconds = 16) => {
      now += milliseconds;
      runTimers();
      if (!isHidden) for (const task of frames.splice(0)) task();
      runTimers();
    },
  };
}

/** Asks for the next credit whenever it gets one, and counts them. */
function hungryFeed(pace: Pace) {
  const feed = { given: 0 };
  const again = (): void => {
    feed.given += 1;
    pace(again);
  };
  pace(again);
  return feed;
}

describe('the pace of the page', () => {
  test('gives credit only after the frame that paints the value', () => {
    const page = fakePage();
    const given: string[] = [];
    const pace = paceByPaint(page.clock);

    pace(() => given.push('tree'));
    pace(() => given.push('history'));
    const before = [...given];
    page.frame();

    expect({ before, after: given }).toEqual({ before: [], after: ['tree', 'history'] });
  });

  test('gives for each picture of a page that takes in what it is told in no time', () => {
    const page = fakePage();
    const feed = hungryFeed(paceByPaint(page.clock));

    for (let frame = 0; frame < 125; frame += 1) page.frame();

    expect(feed.given).toBeLessThanOrEqual(125);
    expect(feed.given).toBeGreaterThanOrEqual(110);
  });

  test('takes no more than two fifths of the page for what it is told', () => {
    const page = fakePage(10);
    const feed = hungryFeed(paceByPaint(page.clock));

    while (page.clock.now() < 2_000) page.frame();

    expect(feed.given).toBeLessThanOrEqual(80);
    expect(feed.given).toBeGreaterThanOrEqual(60);
  });

  test('a value that comes a little late does not put off the one after it', () => {
    const page = fakePage();
    const pace = paceByPaint(page.clock);
    const delays = [34, 5, 34, 5];
    let given = 0;
    const again = (): void => {
      given += 1;
      page.clock.later(delays[given - 1] ?? 0, () => pace(again));
    };
    pace(again);
    page.frame();

    for (const milliseconds of [20, 20, 20, 10]) page.frame(milliseconds);

    expect(given).toBe(3);
  });

  test('gives nothing while the window is hidden, and goes on when it shows again', () => {
    const page = fakePage();
    const pace = paceByPaint(page.clock);
    let given = 0;

    page.hide();
    pace(() => {
      given += 1;
    });
    for (let frame = 0; frame < 100; frame += 1) page.frame();
    const whileHidden = given;
    page.show();
    page.frame();

    expect({ whileHidden, given }).toEqual({ whileHidden: 0, given: 1 });
  });

  test('gives at once after a long time out of sight', () => {
    const page = fakePage();
    const feed = hungryFeed(paceByPaint(page.clock));

    page.frame();
    page.hide();
    for (let frame = 0; frame < 300; frame += 1) page.frame();
    const before = feed.given;
    page.show();
    page.frame();

    expect(feed.given - before).toBe(1);
  });

  test('asks a page whose pictures come late less often', () => {
    const page = fakePage();
    const feed = hungryFeed(paceByPaint(page.clock));

    for (let second = 0; second < 10; second += 1) {
      page.hide();
      for (let frame = 0; frame < 5; frame += 1) page.frame();
      page.show();
      for (let frame = 0; frame < 5; frame += 1) page.frame();
    }

    // Of 50 pictures.
    expect(feed.given).toBeLessThanOrEqual(32);
  });
});
