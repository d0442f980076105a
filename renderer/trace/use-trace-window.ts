import { useEffect, useMemo, useState } from 'react';
import type { ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import type { ArrivalOrder } from '../arrivals/arrival-window.ts';
import { placeOfRow, rowAtPlace } from '../arrivals/arrival-window.ts';
import { useArrivalTop } from '../arrivals/use-arrival-top.ts';
import { useGoToPlace } from '../arrivals/use-go-to-place.ts';
import { usePlannedWindow } from '../arrivals/use-planned-window.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { chosenExchange } from '../state/trace-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { topToShow } from '../ui/row-scroll.ts';

/** The exchanges as the screen has them, the newest first; places count from the upper edge of the table. */
export interface TraceView {
  readonly count: number;
  readonly top: number;
  readonly visible: number;
  /** The place of the chosen row, on screen or not. */
  readonly chosenPlace: number | undefined;
  readonly rowAt: (place: number) => ExchangeRow | undefined;
  readonly scrollTo: (top: number) => void;
  readonly setVisible: (visible: number) => void;
  /** Chooses a row and brings it on screen; one that is not at hand as soon as it is. */
  readonly goToPlace: (place: number) => void;
  readonly choose: (row: ExchangeRow) => void;
}

/** Follows the exchanges of the source, or stands still where the user is reading. */
export function useTraceWindow(): TraceView {
  const value = useApp((state) => state.traceList.value);
  const mode = useApp((state) => state.traceList.mode);
  const heldEnd = useApp((state) => state.traceList.heldEnd);
  const onMode = useApp((state) => state.setTraceMode);
  const [visible, setVisible] = useState(0);
  const first = value?.first ?? 0;
  const end = value?.end ?? 0;
  const order = useMemo(() => ({ first, end, isNewestFirst: true }), [first, end]);
  const { top, scrollTo } = useArrivalTop({ order, visible, mode, heldEnd, onMode });
  const rowAt = (place: number): ExchangeRow | undefined =>
    value?.rows[rowAtPlace(place, order) - value.from];
  const { chosenPlace, choose, goToPlace } = useChosenRow(order, rowAt);

  useFollow(top, visible, order);
  return {
    count: end - first,
    top,
    visible,
    chosenPlace,
    rowAt,
    scrollTo,
    setVisible,
    choose,
    goToPlace: (place) => {
      scrollTo(topToShow(place, top, { count: end - first, visible }));
      goToPlace(place);
    },
  };
}

function useChosenRow(order: ArrivalOrder, rowAt: (place: number) => ExchangeRow | undefined) {
  const exchange = useApp(chosenExchange);
  const chooseExchange = useApp((state) => state.chooseExchange);
  const mode = useApp((state) => state.traceList.mode);
  const setMode = useApp((state) => state.setTraceMode);
  const rows = useApp((state) => state.traceList.value?.rows);
  /** Where the chosen exchange was seen last. */
  const [seen, setSeen] = useState<{ readonly exchange: number; readonly row: number }>();

  const show = (row: ExchangeRow): void => {
    setSeen({ exchange: row.id, row: row.row });
    chooseExchange(row.id);
  };
  const choose = (row: ExchangeRow): void => {
    show(row);
    // What one looks at must not run away.
    if (mode === 'live') setMode('scrolled');
  };
  const goToPlace = useGoToPlace({ order, rowAt, choose, arrived: show });
  const at =
    rows?.find(({ id }) => id === exchange)?.row ?? (seen?.exchange === exchange ? seen?.row : undefined);
  const place = at === undefined ? undefined : placeOfRow(at, order);
  // Under another filter its number is another row's.
  const there = place === undefined ? undefined : rowAt(place);
  const isOther = there !== undefined && there.id !== exchange;
  return { chosenPlace: isOther ? undefined : place, choose, goToPlace };
}

/** Asks the feed for what the screen needs. */
function useFollow(top: number, visible: number, order: ArrivalOrder): void {
  const source = useApp((state) => state.selection.source);
  const mode = useApp((state) => state.traceList.mode);
  const deliveries = useApp((state) => state.traceList.hasDeliveries);
  const filter = useApp((state) => traceFilter(state).text);
  const isStopped = useApp((state) => traceFilter(state).isStopped);
  const follow = useApp((state) => state.followTraceList);
  const window = usePlannedWindow(top, visible, order, mode);

  useEffect(() => {
    if (source === undefined || visible === 0) return;
    follow({ source, filter, deliveries, isStopped, window });
  }, [follow, source, filter, deliveries, isStopped, window, visible]);
  useEffect(() => () => follow(undefined), [follow]);
}
