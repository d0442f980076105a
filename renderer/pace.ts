import type { Pace } from '../app/contract/live-watch.ts';

/** What pacing needs of a page. */
interface PaceClock {
  /** Milliseconds, rising. */
  now(): number;
  /** Runs the task when the page has taken in what it was told in this turn. */
  afterRender(task: () => void): void;
  /** Runs the task before the next paint; not at all while the page is hidden. */
  beforePaint(task: () => void): void;
  /** Runs the task after so many milliseconds. */
  later(milliseconds: number, task: () => void): void;
}

/** Milliseconds that even an idle page waits for its next picture, at most. Nobody sees more values than pictures. */
const frame = 1000 / 60;
const leastInterval = frame;
/** Beyond thirty values a second what is told may take this much of the page's thread: more are nice to have. */
const spareShare = 2 / 5;
const usualInterval = 1000 / 30;
/** Of a page that needs long for a value the next one waits: half of its time is for whoever clicks and scrolls. */
const mostShare = 1 / 2;
/** Milliseconds that a value may be late without the next one being late too. */
const mostLate = leastInterval / 2;
/** Milliseconds; whoever needs longer for a value was hidden or asleep, and is not slow. */
const longestPaint = 200;

/**
 * Gives the credit of every feed back together: after what came was painted, as often as that leaves the page free for
 * its user, and not while the window is hidden, because a hidden page paints nothing. What waits is at most one entry for
 * each live feed.
 */
export function paceByPaint(clock: PaceClock): Pace {
  let waiting: (() => void)[] = [];
  let isScheduled = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  /** Milliseconds that the page took for what it was told since. */
  let rendered = 0;

  /** `at` is when it was due: what is a little late must not make every interval longer. */
  const giveAll = (at: number): void => {
    const due = waiting;
    waiting = [];
    isScheduled = false;
    lastAt = at;
    for (const give of due) give();
  };
  const painted = (arrivedAt: number, frameAt: number): void => {
    const now = clock.now();
    const took = Math.min(longestPaint, rendered + now - frameAt);
    // By which the picture began later than an idle page's would: the thread, or what draws, has other work.
    const late = Math.min(longestPaint, frameAt - arrivedAt - rendered - frame);
    rendered = 0;
    const at = lastAt + intervalAfter(took, late);
    if (at > now) clock.later(at - now, () => giveAll(at));
    else giveAll(now - at < mostLate ? at : now);
  };
  return (give) => {
    waiting.push(give);
    const arrivedAt = clock.now();
    clock.afterRender(() => {
      rendered += clock.now() - arrivedAt;
    });
    if (isScheduled) return;
    isScheduled = true;
    clock.beforePaint(() => {
      const frameAt = clock.now();
      // The task after the frame runs when that frame has been painted.
      clock.later(0, () => painted(arrivedAt, frameAt));
    });
  };
}

/** Milliseconds from one credit to the next, given those that the page took for a value and those its picture was late. */
function intervalAfter(took: number, late: number): number {
  const wanted = Math.max(leastInterval, Math.min(usualInterval, took / spareShare));
  return Math.max(wanted, took / mostShare, late / mostShare);
}

/** The clock of the page this runs in. */
export function pageClock(): PaceClock {
  return {
    now: () => performance.now(),
    // React renders what a value changed in a task like this, which it asked for before.
    afterRender: (task) => queueMicrotask(task),
    beforePaint: (task) => void requestAnimationFrame(task),
    later: (milliseconds, task) => void setTimeout(task, milliseconds),
  };
}
