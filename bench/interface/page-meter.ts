/** What a page says of itself while it is measured. Runs in the page: nothing outside of it may be used. */
interface PageMeter {
  frames: number;
  began: number;
  lastFrame: number;
  /** Milliseconds between two pictures at most. */
  longestFrame: number;
  /** Milliseconds of the longest task of the main thread, of those of 50 ms and more. */
  longestTask: number;
  longTasks: number;
  /** Of each probe that came to be seen: milliseconds from its publishing. */
  visibleAfter: number[];
  /** Of each click: milliseconds until the row showed that it is chosen. */
  clicks: number[];
  /** Likewise until the picture after it, as the browser says, in steps of 8 ms. */
  clickPaints: number[];
  /** Changes to the page's elements. */
  mutations: number;
}

export interface PageReading {
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly longestFrame: number;
  readonly longestTask: number;
  readonly longTasks: number;
  readonly visibleAfter: readonly number[];
  readonly clicks: readonly number[];
  readonly clickPaints: readonly number[];
  readonly mutations: number;
}

declare global {
  interface Window {
    meter?: PageMeter;
  }
}

/** Begins to look, once for each page. */
export function installMeter(): void {
  const meter: PageMeter = {
    frames: 0,
    began: performance.now(),
    lastFrame: performance.now(),
    longestFrame: 0,
    longestTask: 0,
    longTasks: 0,
    visibleAfter: [],
    clicks: [],
    clickPaints: [],
    mutations: 0,
  };
  window.meter = meter;
  let newest = 0;
  let pressedAt = 0;
  let pressedRow: Element | undefined;

  const frame = (now: number): void => {
    meter.frames += 1;
    meter.longestFrame = Math.max(meter.longestFrame, now - meter.lastFrame);
    meter.lastFrame = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      // Told later than it was: what was before is no part of what is measured.
      if (startTime < meter.began) continue;
      meter.longTasks += 1;
      meter.longestTask = Math.max(meter.longestTask, duration);
    }
  }).observe({ type: 'longtask' });
  // TypeScript's library does not know of the threshold.
  const shortest: PerformanceObserverInit & { readonly durationThreshold: number } = {
    type: 'event',
    durationThreshold: 16,
  };
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name === 'pointerdown') meter.clickPaints.push(duration);
    }
  }).observe(shortest);

  // Found once: looking for it at every change would be a part of what is measured.
  let probe: Element | undefined;
  const findProbe = (): Element | undefined =>
    [...document.querySelectorAll('[role=treegrid] [role=row]')].find((row) =>
      nameOf(row).startsWith('a-probe'),
    );
  const nameOf = (row: Element): string => row.firstElementChild?.nextElementSibling?.textContent ?? '';
  const seeProbe = (): void => {
    if (probe?.isConnected !== true) probe = findProbe();
    const text = probe === undefined ? '' : nameOf(probe);
    if (!text.startsWith('a-probe')) return;
    const time = Number(/"t":(\d{13})/.exec(text)?.[1] ?? 0);
    if (time > newest && newest > 0) meter.visibleAfter.push(Date.now() - time);
    newest = Math.max(newest, time);
  };
  const seeClick = (): void => {
    if (pressedAt === 0 || pressedRow?.getAttribute('aria-selected') !== 'true') return;
    meter.clicks.push(performance.now() - pressedAt);
    pressedAt = 0;
  };
  new MutationObserver((changes) => {
    meter.mutations += changes.length;
    seeProbe();
    seeClick();
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  document.addEventListener(
    'pointerdown',
    (event) => {
      pressedAt = event.timeStamp;
      const { target } = event;
      pressedRow = target instanceof Element ? (target.closest('[role=row]') ?? undefined) : undefined;
    },
    { capture: true },
  );
}

/** Begins anew to count. */
export function resetMeter(): void {
  const { meter } = window;
  if (meter === undefined) return;
  const now = performance.now();
  Object.assign(meter, {
    frames: 0,
    began: now,
    lastFrame: now,
    longestFrame: 0,
    longestTask: 0,
    longTasks: 0,
  });
  Object.assign(meter, { visibleAfter: [], clicks: [], clickPaints: [], mutations: 0 });
}

export function readMeter(): PageReading {
  const { meter } = window;
  if (meter === undefined) throw new Error('The page is not measured.');
  const seconds = (performance.now() - meter.began) / 1000;
  return { ...meter, seconds, framesPerSecond: meter.frames / seconds };
}
