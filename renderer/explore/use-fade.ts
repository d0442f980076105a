import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** Milliseconds. */
const duration = 900;
/**
 * A value that changes more often than this, in milliseconds, is busy: its number shows that, and blinking would not.
 * A tree of such rows that all blink took a fifth of the page's thread, as each fade gets a layer and loses it again.
 */
const busy = 2 * duration;

/** Shows that the value changed by letting the element fade out once; not with reduced motion. */
export function useFade(element: RefObject<HTMLElement | null>, value: number): void {
  const seen = useRef(value);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    const now = performance.now();
    const isBusy = now - changedAt.current < busy;
    changedAt.current = now;
    if (isBusy || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    element.current?.animate([{ opacity: 1 }, { opacity: 0 }], { duration, easing: 'ease-out' });
  }, [element, value]);
}
