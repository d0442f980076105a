import { chosenSource } from '../state/sources-slice.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';

const words = texts.trace.filter;

/** How many exchanges the filter has let through, and how far the search in older ones is. Nothing without a filter. */
export function TraceSearch() {
  const isFiltered = useApp((state) => traceFilter(state).text !== '');
  const isWrong = useApp((state) => state.traceList.value?.problem !== undefined);
  const found = useApp((state) => (state.traceList.value?.end ?? 0) - (state.traceList.value?.first ?? 0));
  const isKnown = useApp((state) => state.traceList.value !== undefined);
  if (!isFiltered || isWrong || !isKnown) return undefined;
  return (
    <div className="trace-search tabular">
      <span role="status">{words.found(found)}</span>
      {found > 0 ? <Receivers /> : undefined}
      <Progress />
    </div>
  );
}

/** Why rows of other clients are among those of a client. */
function Receivers() {
  const isBroker = useApp((state) => chosenSource(state)?.kind === 'broker');
  const hasDeliveries = useApp((state) => state.traceList.hasDeliveries);
  const asksClient = useApp((state) => /\bclient[:~]/.test(traceFilter(state).text));
  if (!isBroker || hasDeliveries || !asksClient) return undefined;
  return (
    <span className="trace-looked ellipsis" title={words.receiversHint}>
      {words.receivers}
    </span>
  );
}

function Progress() {
  const isStopped = useApp((state) => traceFilter(state).isStopped);
  const isCounting = useApp((state) => state.traceList.value?.counting ?? false);
  const exchanges = useApp((state) => state.traceList.value?.looked.exchanges ?? 0);
  const of = useApp((state) => state.traceList.value?.looked.of ?? 0);
  const stop = useApp((state) => state.stopTraceSearch);
  if (!isCounting && exchanges >= of) return undefined;
  return (
    <>
      <progress aria-label={words.progress} value={exchanges} max={of} />
      <span className="trace-looked ellipsis">
        {isStopped ? words.stopped(exchanges, of) : words.looked(exchanges, of)}
      </span>
      <Button title={isStopped ? undefined : words.stopHint} onClick={() => stop(!isStopped)}>
        {isStopped ? texts.filter.search.goOn : texts.filter.search.stop}
      </Button>
    </>
  );
}
