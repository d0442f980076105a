import { useEffect } from 'react';
import type { ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import type { ArrivalView } from '../arrivals/arrival-view.ts';
import { useArrivalView } from '../arrivals/use-arrival-view.ts';
import type { AppState } from '../state/app-state.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { chosenExchange } from '../state/trace-slice.ts';
import { useApp } from '../state/use-app.tsx';

/** The exchanges as the screen has them, the newest first. */
export type TraceView = ArrivalView<ExchangeRow>;

/** Follows the exchanges of the source, or stands still where the user is reading. */
export function useTraceWindow(): TraceView {
  const list = useApp((state) => state.traceList);
  const onMode = useApp((state) => state.setTraceMode);
  const chosen = useApp(chosenExchange);
  const onChoose = useApp((state) => state.chooseExchange);
  // It may have been chosen by its message, or under another filter.
  const chosenNumber = list.value?.rows.find(({ id }) => id === chosen)?.row;
  const view = useArrivalView({
    list,
    isNewestFirst: true,
    onMode,
    idOf,
    chosen,
    chosenNumber,
    onChoose,
  });
  useFollowTraces(view);
  useSought(view);
  return view;
}

function idOf({ id }: ExchangeRow): number {
  return id;
}

/** Asks the feed for what the screen needs. */
function useFollowTraces({ window, visible }: TraceView): void {
  const source = useApp((state) => state.selection.source);
  const deliveries = useApp((state) => state.traceList.hasDeliveries);
  const filter = useApp((state) => traceFilter(state).text);
  const isStopped = useApp((state) => traceFilter(state).isStopped);
  const follow = useApp((state) => state.followTraceList);
  const seek = useApp(soughtExchange);

  useEffect(() => {
    if (source === undefined || visible === 0) return;
    follow({ source, filter, deliveries, isStopped, window: { ...window, seek } });
  }, [follow, source, filter, deliveries, isStopped, window, seek, visible]);
  useEffect(() => () => follow(undefined), [follow]);
}

/** Goes to the row of an exchange that was chosen elsewhere, as soon as it is known which that is. */
function useSought({ goToPlace, placeOf }: TraceView): void {
  const sought = useApp(soughtExchange);
  const found = useApp((state) => state.traceList.value?.sought);
  const isCounting = useApp((state) => state.traceList.value?.counting);
  const end = useApp((state) => state.endSeeking);
  useEffect(() => {
    if (sought === undefined || found?.exchange !== sought) return;
    if (found.row === undefined && isCounting === true) return;
    end();
    if (found.row !== undefined) goToPlace(placeOf(found.row));
  });
}

/** In another source its number is another's. */
function soughtExchange(state: AppState): number | undefined {
  const { sought } = state.trace;
  return sought === chosenExchange(state) ? sought : undefined;
}
