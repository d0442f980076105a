import { useEffect, useState } from 'react';

/** The height of a row in pixels, as the token `--row` says in the density of now. */
export function useRowHeight(): number {
  const [height, setHeight] = useState(readRowHeight);
  useEffect(() => {
    const observer = new MutationObserver(() => setHeight(readRowHeight()));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density'] });
    setHeight(readRowHeight());
    return () => observer.disconnect();
  }, []);
  return height;
}

function readRowHeight(): number {
  const height = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
  return height > 0 ? height : 24;
}
