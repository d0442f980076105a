import type { Pace } from '../app/contract/live-watch.ts';

/** What pacing needs of a page. */
export interface PaceClock {
  /** Milliseconds, rising. */
  now(): number;
  /** Runs the task before the next paint; not at all while the page is hidden. */
  beforePaint(task: () => void): void;
  /** Runs the task after so many milliseconds. */
  later(milliseconds: number, task: () => void): void;
}

/** Thirty values a second: faster than a person reads, slow enough to leave the page's thread alone. */
const leastInterval = 1000 / 30;
/** Of a page that needs long for a value the next one waits: half of its time is for whoever clicks and scrolls. */
const mostShare = 1 / 2;
/** Milliseconds that even an idle page waits for its next picture, at most. */
const frame = 1000 / 60;
/** Milliseconds that a value may be late without the next one being late too. */
const mostLate = leastInterval / 2;
/** Milliseconds; whoever needs longer for a value was hidden or asleep, and is not slow. */
const longestPaint = 200;

/**
 * Gives the credit of every feed back together: after what came was painted, at most thirty times a second, and not
 * while the window is hidden, because a hidden page paints nothing. What waits is at most one entry for each live feed.
 */
export function paceByPaint(clock: PaceClock): Pace {
  let waiting: (() => void)[] = [];
  let isScheduled = false;
  let lastAt = Number.NEGATIVE_INFINITY;

  /** `at` is when it was due: what is a little late must not make every interval longer. */
  const giveAll = (at: number): void => {
    const due = waiting;
    waiting = [];
    isScheduled = false;
    lastAt = at;
    for (const give of due) give();
  };
  const painted = (arrivedAt: number): void => {
    const now = clock.now();
    const took = Math.min(longestPaint, now - arrivedAt - frame);
    const at = lastAt + Math.max(leastInterval, took / mostShare);
    if (at > now) clock.later(at - now, () => giveAll(at));
    else giveAll(now - at < mostLate ? at : now);
  };
  return (give) => {
    waiting.push(give);
    if (isScheduled) return;
    isScheduled = true;
    const arrivedAt = clock.now();
    // The task after the frame runs when that frame has been painted.
    clock.beforePaint(() => clock.later(0, () => painted(arrivedAt)));
  };
}

/** The clock of the page this runs in. */
export function pageClock(): PaceClock {
  return {
    now: () => performance.now(),
    beforePaint: (task) => void requestAnimationFrame(task),
    later: (milliseconds, task) => void setTimeout(task, milliseconds),
  };
}
