import { SearchLine, SearchProgress } from '../arrivals/search-line.tsx';
import { chosenSource } from '../state/sources-slice.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const words = texts.trace.filter;

/** How many exchanges the filter has let through, and how far the search in older ones is. Nothing without a filter. */
export function TraceSearch() {
  const isFiltered = useApp((state) => traceFilter(state).text !== '');
  const isWrong = useApp((state) => state.traceList.value?.problem !== undefined);
  const found = useApp((state) => (state.traceList.value?.end ?? 0) - (state.traceList.value?.first ?? 0));
  const isKnown = useApp((state) => state.traceList.value !== undefined);
  if (!isFiltered || isWrong || !isKnown) return undefined;
  return (
    <SearchLine found={words.found(found)}>
      {found > 0 ? <Receivers /> : undefined}
      <Progress />
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

function Progress() {
  const isStopped = useApp((state) => traceFilter(state).isStopped);
  const isCounting = useApp((state) => state.traceList.value?.counting ?? false);
  const looked = useApp((state) => state.traceList.value?.looked.exchanges ?? 0);
  const of = useApp((state) => state.traceList.value?.looked.of ?? 0);
  const stop = useApp((state) => state.stopTraceSearch);
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
