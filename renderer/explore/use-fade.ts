import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** Milliseconds; a value that changes more often fades once in that time. */
const duration = 900;

/** Shows that the value changed by letting the element fade out once; not with reduced motion. */
export function useFade(element: RefObject<HTMLElement | null>, value: number): void {
  const seen = useRef(value);
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    const now = performance.now();
    if (now - lastAt.current < duration || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    lastAt.current = now;
    element.current?.animate([{ opacity: 1 }, { opacity: 0 }], { duration, easing: 'ease-out' });
  }, [element, value]);
}
