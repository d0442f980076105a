import { sourceFilter } from '../state/filter-slice.ts';
import { messagesIn } from '../state/history-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import './history-search.css';

const words = texts.filter.search;

/** How many messages the filter has let through, and how far the search in older ones is. Nothing without a filter. */
export function HistorySearch() {
  const isFiltered = useApp((state) => sourceFilter(state).text !== '');
  const isWrong = useApp((state) => state.history.value?.problem !== undefined);
  const found = useApp((state) => messagesIn(state.history.value));
  const isKnown = useApp((state) => state.history.value !== undefined);
  if (!isFiltered || isWrong || !isKnown) return undefined;
  return (
    <div className="history-search tabular">
      <span role="status">{words.found(found)}</span>
      <Progress />
    </div>
  );
}

function Progress() {
  const isStopped = useApp((state) => sourceFilter(state).isStopped);
  const isCounting = useApp((state) => state.history.value?.counting ?? false);
  const records = useApp((state) => state.history.value?.looked.records ?? 0);
  const of = useApp((state) => state.history.value?.looked.of ?? 0);
  const stopSearch = useApp((state) => state.stopSearch);
  if (!isCounting && records >= of) return undefined;
  return (
    <>
      <progress aria-label={words.progress} value={records} max={of} />
      <span className="history-looked ellipsis">
        {isStopped ? words.stopped(records, of) : words.looked(records, of)}
      </span>
      <Button title={isStopped ? undefined : words.stopHint} onClick={() => stopSearch(!isStopped)}>
        {isStopped ? words.goOn : words.stop}
      </Button>
    </>
  );
}
