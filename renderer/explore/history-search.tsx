import { SearchLine, SearchProgress } from '../arrivals/search-line.tsx';
import { sourceFilter } from '../state/filter-slice.ts';
import { messagesIn } from '../state/history-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const words = texts.filter.search;

/** How many messages the filter has let through, and how far the search in older ones is. Nothing without a filter. */
export function HistorySearch() {
  const isFiltered = useApp((state) => sourceFilter(state).text !== '');
  const isWrong = useApp((state) => state.history.value?.problem !== undefined);
  const found = useApp((state) => messagesIn(state.history.value));
  const isKnown = useApp((state) => state.history.value !== undefined);
  if (!isFiltered || isWrong || !isKnown) return undefined;
  return (
    <SearchLine found={words.found(found)}>
      <Progress />
    </SearchLine>
  );
}

function Progress() {
  const isStopped = useApp((state) => sourceFilter(state).isStopped);
  const isCounting = useApp((state) => state.history.value?.counting ?? false);
  const looked = useApp((state) => state.history.value?.looked.records ?? 0);
  const of = useApp((state) => state.history.value?.looked.of ?? 0);
  const stop = useApp((state) => state.stopSearch);
  return (
    <SearchProgress
      words={words}
      looked={looked}
      of={of}
      isCounting={isCounting}
      isStopped={isStopped}
      onStop={stop}
    />
  );
}
