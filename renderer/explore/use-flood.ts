import { useEffect, useRef, useState } from 'react';

/** Of the rows on screen; where more than that come with each value nobody reads them. */
const manyRows = 1 / 4;
/** Values in a row that bring so many: one alone is a jump, or a burst. */
const inARow = 3;
/** Milliseconds without a value after which nothing flows any more. */
const stillAfter = 250;

/**
 * Whether the history flows by faster than anybody reads: `end` is where its rows end, `visible` how many are on screen.
 * Each value then replaces most of what is drawn, and the colours of payloads were half of what that cost the page.
 */
export function useFlood(end: number, visible: number): boolean {
  const [isFlood, setFlood] = useState(false);
  const last = useRef({ end, values: 0 });

  useEffect(() => {
    const { end: before, values } = last.current;
    const isMany = end - before > visible * manyRows;
    last.current = { end, values: isMany ? values + 1 : 0 };
    setFlood(last.current.values >= inARow);
    const timer = setTimeout(() => {
      last.current = { end, values: 0 };
      setFlood(false);
    }, stillAfter);
    return () => clearTimeout(timer);
  }, [end, visible]);
  return isFlood;
}
