import { useEffect, useState } from 'react';

/** Rows that are made for one picture: a screen of sixty at once kept a page from whoever uses it. */
const atOnce = 20;

/** How many of the `shown` rows to draw now: those that are there and some more, so that all are after a few pictures. */
export function useGrowingRows(shown: number): number {
  const [most, setMost] = useState(atOnce);
  useEffect(() => {
    // Rows that went are made again some at a time; one more or less, as in scrolling, is not waited for.
    if (shown + atOnce < most) setMost(shown + atOnce);
    if (shown <= most) return undefined;
    const frame = requestAnimationFrame(() => setMost(most + atOnce));
    return () => cancelAnimationFrame(frame);
  }, [shown, most]);
  return Math.min(shown, most);
}
