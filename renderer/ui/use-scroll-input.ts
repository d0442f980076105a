import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { rowsOfWheel } from './row-scroll.ts';

/** Pixels a millisecond below which a flick has come to rest. */
const restingSpeed = 0.02;
/** What is left of the speed of a flick after a millisecond. */
const friction = 0.996;

interface ScrollInput {
  readonly rowHeight: number;
  readonly visible: number;
  /** Move by so many rows. */
  readonly onScroll: (rows: number) => void;
}

/** Wheel, and a finger with its flick, as rows. */
export function useScrollInput(element: RefObject<HTMLElement | null>, input: ScrollInput): void {
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const stopWheel = listenToWheel(current, latest);
    const stopTouch = listenToTouch(current, latest);
    return () => {
      stopWheel();
      stopTouch();
    };
  }, [element]);
}

function listenToWheel(element: HTMLElement, latest: RefObject<ScrollInput>): () => void {
  const turn = (event: WheelEvent): void => {
    if (event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const { rowHeight, visible, onScroll } = latest.current;
    onScroll(rowsOfWheel(event.deltaY, event.deltaMode, rowHeight, visible));
  };
  // Not passive: what is turned here must not scroll the page as well.
  element.addEventListener('wheel', turn, { passive: false });
  return () => element.removeEventListener('wheel', turn);
}

function listenToTouch(element: HTMLElement, latest: RefObject<ScrollInput>): () => void {
  let last: { readonly y: number; readonly at: number } | undefined;
  let speed = 0;
  let frame = 0;

  const scroll = (pixels: number): void => latest.current.onScroll(pixels / latest.current.rowHeight);
  const glide =
    (since: number) =>
    (now: number): void => {
      const passed = Math.max(0, now - since);
      speed *= friction ** passed;
      if (Math.abs(speed) < restingSpeed) return;
      scroll(speed * passed);
      frame = requestAnimationFrame(glide(now));
    };
  const down = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') return;
    cancelAnimationFrame(frame);
    speed = 0;
    last = { y: event.clientY, at: event.timeStamp };
  };
  const move = (event: PointerEvent): void => {
    if (last === undefined) return;
    const moved = last.y - event.clientY;
    speed = moved / Math.max(1, event.timeStamp - last.at);
    last = { y: event.clientY, at: event.timeStamp };
    scroll(moved);
  };
  const up = (): void => {
    if (last !== undefined) frame = requestAnimationFrame(glide(performance.now()));
    last = undefined;
  };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  return () => {
    cancelAnimationFrame(frame);
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
  };
}
