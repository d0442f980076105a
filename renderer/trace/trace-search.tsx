import type { SearchedList } from '../arrivals/search-line.tsx';
import { SearchLine } from '../arrivals/search-line.tsx';
import { chosenSource } from '../state/sources-slice.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const words = texts.trace.filter;

const exchanges: SearchedList = {
  filter: traceFilter,
  list: (state) => state.traceList.value,
  found: (state) => (state.traceList.value?.end ?? 0) - (state.traceList.value?.first ?? 0),
  looked: (state) => state.traceList.value?.looked.exchanges ?? 0,
  stop: (state) => state.stopTraceSearch,
};

/** How many exchanges the filter has let through, and how far the search in older ones is. */
export function TraceSearch() {
  return (
    <SearchLine searched={exchanges} words={words}>
      <Receivers />
    </SearchLine>
  );
}

/** Why rows of other clients are among those of a client. */
function Receivers() {
  const isBroker = useApp((state) => chosenSource(state)?.kind === 'broker');
  const hasDeliveries = useApp((state) => state.traceList.hasDeliveries);
  const asksClient = useApp((state) => /\bclient[:~]/.test(traceFilter(state).text));
  if (!isBroker || hasDeliveries || !asksClient) return undefined;
  return (
    <span className="search-line-text ellipsis" title={words.receiversHint}>
      {words.receivers}
    </span>
  );
}
