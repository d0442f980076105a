import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** Milliseconds. */
const duration = 900;
/**
 * A value that changes more often than this, in milliseconds, is busy: its number shows that, and blinking would not.
 * A tree of such rows that all blink took a fifth of the page's thread, as each fade gets a layer and loses it again.
 */
const busy = 2 * duration;

/**
 * Shows that the value changed by letting the element fade out once; not with reduced motion, nor when it shows the value
 * of another `owner` than before.
 */
export function useFade(element: RefObject<HTMLElement | null>, owner: unknown, value: number): void {
  const fading = useRef<Animation>(undefined);
  const seen = useRef({ owner, value, at: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    const before = seen.current;
    if (before.owner === owner && before.value === value) return;
    const isOther = before.owner !== owner;
    const now = performance.now();
    const isBusy = now - before.at < busy;
    seen.current = { owner, value, at: isOther ? Number.NEGATIVE_INFINITY : now };
    if (isOther) fading.current?.cancel();
    if (isOther) return;
    if (isBusy || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    fading.current = element.current?.animate([{ opacity: 1 }, { opacity: 0 }], {
      duration,
      easing: 'ease-out',
    });
  }, [element, owner, value]);
}
