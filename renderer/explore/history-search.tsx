import type { SearchedList } from '../arrivals/search-line.tsx';
import { SearchLine } from '../arrivals/search-line.tsx';
import { sourceFilter } from '../state/filter-slice.ts';
import { messagesIn } from '../state/history-slice.ts';
import { texts } from '../texts/en.ts';

const messages: SearchedList = {
  filter: sourceFilter,
  list: (state) => state.history.value,
  found: (state) => messagesIn(state.history.value),
  looked: (state) => state.history.value?.looked.records ?? 0,
  stop: (state) => state.stopSearch,
};

/** How many messages the filter has let through, and how far the search in older ones is. */
export function HistorySearch() {
  return <SearchLine searched={messages} words={texts.filter.search} />;
}
