import { useEffect, useMemo, useState } from 'react';
import type { HistoryRow } from '../../app/contract/areas/history.ts';
import type { ArrivalOrder } from '../arrivals/arrival-window.ts';
import { placeOfRow, rowAtPlace } from '../arrivals/arrival-window.ts';
import { useArrivalTop } from '../arrivals/use-arrival-top.ts';
import { useGoToPlace } from '../arrivals/use-go-to-place.ts';
import { usePlannedWindow } from '../arrivals/use-planned-window.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { topToShow } from '../ui/row-scroll.ts';

/** The history as the screen has it; places count from the upper edge of the table. */
export interface HistoryView {
  readonly count: number;
  /** The row after the newest. */
  readonly end: number;
  readonly top: number;
  readonly visible: number;
  /** The place of the chosen row, on screen or not. */
  readonly selectedPlace: number | undefined;
  readonly rowAt: (place: number) => HistoryRow | undefined;
  readonly placeOf: (row: number) => number;
  readonly scrollTo: (top: number) => void;
  readonly setVisible: (visible: number) => void;
  /** Chooses a row and brings it on screen; one that is not at hand as soon as it is. */
  readonly goToPlace: (place: number) => void;
  readonly choose: (row: HistoryRow) => void;
}

const empty: ArrivalOrder = { first: 0, end: 0, isNewestFirst: true };

/** Follows the history of what is selected, or stands still where the user is reading. */
export function useHistoryWindow(): HistoryView {
  const value = useApp((state) => state.history.value);
  const isNewestFirst = useApp((state) => state.history.isNewestFirst);
  const [visible, setVisible] = useState(0);
  const first = value?.first ?? empty.first;
  const end = value?.end ?? empty.end;
  const order = useMemo(() => ({ first, end, isNewestFirst }), [first, end, isNewestFirst]);
  const { top, scrollTo } = useHistoryTop(order, visible);
  const rowAt = (place: number): HistoryRow | undefined => value?.rows[rowAtPlace(place, order) - value.from];
  const { selectedPlace, choose, goToPlace } = useChosenRow(order, rowAt);

  useFollowHistory(top, visible, order);
  return {
    count: end - first,
    end,
    top,
    visible,
    selectedPlace,
    rowAt,
    placeOf: (row) => placeOfRow(row, order),
    scrollTo,
    setVisible,
    choose,
    goToPlace: (place) => {
      scrollTo(topToShow(place, top, { count: end - first, visible }));
      goToPlace(place);
    },
  };
}

/** Where the table stands, as the state of the history says. */
function useHistoryTop(order: ArrivalOrder, visible: number) {
  const mode = useApp((state) => state.history.mode);
  const heldEnd = useApp((state) => state.history.heldEnd);
  const onMode = useApp((state) => state.setHistoryMode);
  return useArrivalTop({ order, visible, mode, heldEnd, onMode });
}

/** The chosen row: what the inspector shows. */
function useChosenRow(order: ArrivalOrder, rowAt: (place: number) => HistoryRow | undefined) {
  const sequence = useApp((state) => state.selection.sequence);
  const selectMessage = useApp((state) => state.selectMessage);
  const mode = useApp((state) => state.history.mode);
  const setMode = useApp((state) => state.setHistoryMode);
  const [chosen, setChosen] = useState<{ readonly sequence: number; readonly row: number }>();

  const show = (row: HistoryRow): void => {
    setChosen({ sequence: row.sequence, row: row.row });
    selectMessage(row.sequence);
  };
  const choose = (row: HistoryRow): void => {
    show(row);
    // What one looks at must not run away.
    if (mode === 'live') setMode('scrolled');
  };
  const goToPlace = useGoToPlace({ order, rowAt, choose, arrived: show });
  const place = chosen === undefined ? undefined : placeOfRow(chosen.row, order);
  // Under another filter its number is another row's.
  const there = place === undefined ? undefined : rowAt(place);
  const isOther = there !== undefined && there.sequence !== chosen?.sequence;
  const isChosen = chosen?.sequence === sequence && !isOther;
  return { selectedPlace: isChosen ? place : undefined, choose, goToPlace };
}

/** Asks the feed for what the screen needs. */
function useFollowHistory(top: number, visible: number, order: ArrivalOrder): void {
  const source = useApp((state) => state.selection.source);
  const node = useApp((state) => selectedTopic(state)?.node);
  const branch = useApp((state) => selectedTopic(state)?.isBranch ?? true);
  const mode = useApp((state) => state.history.mode);
  const filter = useApp((state) => sourceFilter(state).text);
  const isStopped = useApp((state) => sourceFilter(state).isStopped);
  const followHistory = useApp((state) => state.followHistory);
  const window = usePlannedWindow(top, visible, order, mode);

  useEffect(() => {
    if (source === undefined || visible === 0) return;
    followHistory({ source, node, branch, filter, isStopped, window });
  }, [followHistory, source, node, branch, filter, isStopped, window, visible]);
  useEffect(() => () => followHistory(undefined), [followHistory]);
}
