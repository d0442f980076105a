import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useState } from 'react';

/** Whether a row that scrolls has more than it shows, before what it shows and after it. */
export interface Overflow {
  readonly before: boolean;
  readonly after: boolean;
}

const none: Overflow = { before: false, after: false };

/** Looked at when the row is scrolled, has another width, or is drawn anew. */
export function useOverflow(row: RefObject<HTMLElement | null>): Overflow {
  const [overflow, setOverflow] = useState(none);
  const look = (): void => {
    const { current } = row;
    if (current === null) return;
    const { scrollLeft, scrollWidth, clientWidth } = current;
    // Widths are rounded.
    const before = scrollLeft > 1;
    const after = scrollLeft + clientWidth < scrollWidth - 1;
    setOverflow((known) => (known.before === before && known.after === after ? known : { before, after }));
  };
  useLayoutEffect(look);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks at the row only, never at what was drawn
  useEffect(() => {
    const { current } = row;
    if (current === null) return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [row]);
  return overflow;
}
