import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

/** The height of an element in pixels, as it changes; 0 until it is known. */
export function useElementHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return height;
}
