import type { ReactNode } from 'react';
import type { AppState } from '../state/app-state.ts';
import type { FilterText } from '../state/filter-text.ts';
import { problemOf } from '../state/filter-text.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { useLasting } from '../ui/use-lasting.ts';
import './search-line.css';

const { stop, goOn, stopped, looked: lookedAt } = texts.arrivals.search;

/** Where the state has a list, its filter, and how far the search by it is. */
export interface SearchedList {
  readonly filter: (state: AppState) => FilterText;
  readonly list: (state: AppState) => SearchedValue | undefined;
  /** How many the filter has let through. */
  readonly found: (state: AppState) => number;
  /** How many were looked at, of `looked.of` of the list. */
  readonly looked: (state: AppState) => number;
  readonly stop: (state: AppState) => (isStopped: boolean) => void;
}

interface SearchedValue {
  readonly looked: { readonly of: number };
  readonly problem?: object | undefined;
}

interface SearchLineProps {
  readonly searched: SearchedList;
  readonly words: {
    readonly found: (rows: number) => string;
    readonly progress: string;
    readonly stopHint: string;
  };
  /** What more is said of what was found. */
  readonly children?: ReactNode;
}

/**
 * How many the filter of a list has let through, and how far the search in older ones is. Nothing without a filter, or
 * while what is typed cannot be read: the number would be that of the text before.
 */
export function SearchLine({ searched, words, children }: SearchLineProps) {
  const isFiltered = useApp((state) => searched.filter(state).text !== '');
  const typed = useApp((state) => searched.filter(state).typed);
  const isRefused = useApp((state) => searched.list(state)?.problem !== undefined);
  const isKnown = useApp((state) => searched.list(state) !== undefined);
  const found = useApp(searched.found);
  if (!isFiltered || isRefused || !isKnown || problemOf(typed) !== undefined) return undefined;
  return (
    <div className="search-line tabular">
      <span role="status">{words.found(found)}</span>
      {found > 0 ? children : undefined}
      <Progress searched={searched} words={words} />
    </div>
  );
}

/** Nothing of a search that is over, or of one that is hardly begun. */
function Progress({ searched, words }: Omit<SearchLineProps, 'children'>) {
  const isStopped = useApp((state) => searched.filter(state).isStopped);
  const looked = useApp(searched.looked);
  const of = useApp((state) => searched.list(state)?.looked.of ?? 0);
  const onStop = useApp(searched.stop);
  // What arrives is looked through as well, and each time it is for a moment as if there were a search.
  const isUnderWay = useLasting(looked < of);
  if (!isUnderWay) return undefined;
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
