import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import { bytesPerRow } from './hex-rows.ts';

/** JetBrains Mono is 0.6 em wide. */
const characterPerEm = 0.6;

/** Four, eight or sixteen, as the element's width allows. */
export function useBytesPerRow(element: RefObject<HTMLElement | null>): 4 | 8 | 16 {
  const [perRow, setPerRow] = useState<4 | 8 | 16>(8);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const em = Number.parseFloat(getComputedStyle(current).fontSize);
      setPerRow(bytesPerRow(entry?.contentRect.width ?? 0, em * characterPerEm));
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return perRow;
}
