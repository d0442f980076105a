import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

/** Whether a row that scrolls has more than it shows, before what it shows and after it. */
interface Overflow {
  readonly before: boolean;
  readonly after: boolean;
}

const none: Overflow = { before: false, after: false };

/**
 * Looked at when the row is scrolled, or when it or something in it has another width: after the page was laid out, never
 * because it was drawn, which would have it laid out twice.
 */
export function useOverflow(row: RefObject<HTMLElement | null>): Overflow {
  const [overflow, setOverflow] = useState(none);
  useEffect(() => {
    const { current } = row;
    if (current === null) return undefined;
    const look = (): void => {
      const { scrollLeft, scrollWidth, clientWidth } = current;
      // Widths are rounded.
      const before = scrollLeft > 1;
      const after = scrollLeft + clientWidth < scrollWidth - 1;
      setOverflow((known) => (known.before === before && known.after === after ? known : { before, after }));
    };
    const widths = new ResizeObserver(look);
    const observe = (): void => {
      widths.disconnect();
      for (const element of [current, ...current.children]) widths.observe(element);
    };
    const parts = new MutationObserver(observe);
    observe();
    parts.observe(current, { childList: true });
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      widths.disconnect();
      parts.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [row]);
  return overflow;
}
