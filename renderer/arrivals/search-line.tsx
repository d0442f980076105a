import type { ReactNode } from 'react';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import './search-line.css';

const { stop, goOn, stopped, looked: lookedAt } = texts.arrivals.search;

interface SearchLineProps {
  /** How many the filter has let through. */
  readonly found: string;
  readonly children: ReactNode;
}

/** What the filter of a list has found so far. */
export function SearchLine({ found, children }: SearchLineProps) {
  return (
    <div className="search-line tabular">
      <span role="status">{found}</span>
      {children}
    </div>
  );
}

interface SearchProgressProps {
  readonly words: { readonly progress: string; readonly stopHint: string };
  readonly looked: number;
  readonly of: number;
  readonly isCounting: boolean;
  readonly isStopped: boolean;
  readonly onStop: (isStopped: boolean) => void;
}

/** How far the search in what is older is. Nothing when it is over. */
export function SearchProgress(props: SearchProgressProps) {
  const { words, looked, of, isCounting, isStopped, onStop } = props;
  if (!isCounting && looked >= of) return undefined;
  return (
    <>
      <progress aria-label={words.progress} value={looked} max={of} />
      <span className="search-line-text ellipsis">
        {isStopped ? stopped(looked, of) : lookedAt(looked, of)}
      </span>
      <Button title={isStopped ? undefined : words.stopHint} onClick={() => onStop(!isStopped)}>
        {isStopped ? goOn : stop}
      </Button>
    </>
  );
}
