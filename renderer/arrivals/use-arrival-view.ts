import { useMemo, useState } from 'react';
import type { ArrivalList, ArrivalMode, Arrivals } from '../state/arrival-list.ts';
import { topToShow } from '../ui/row-scroll.ts';
import type { Arrival, ArrivalView } from './arrival-view.ts';
import { placeOfRow, rowAtPlace } from './arrival-window.ts';
import { useArrivalTop } from './use-arrival-top.ts';
import type { ChosenArrival } from './use-chosen-arrival.ts';
import { useChosenArrival } from './use-chosen-arrival.ts';
import { usePlannedWindow } from './use-planned-window.ts';

interface ArrivalRows<Row> extends Arrivals {
  /** The number of the first of the rows that are at hand. */
  readonly from: number;
  readonly rows: readonly Row[];
}

interface ArrivalSource<Row> extends ChosenArrival<Row> {
  readonly list: ArrivalList<ArrivalRows<Row>>;
  readonly isNewestFirst: boolean;
  readonly onMode: (mode: ArrivalMode) => void;
}

/** A list that follows what arrives, or stands still where the user is reading. */
export function useArrivalView<Row extends Arrival>(source: ArrivalSource<Row>): ArrivalView<Row> {
  const { list, isNewestFirst, onMode } = source;
  const { value, mode, heldEnd } = list;
  const [visible, setVisible] = useState(0);
  const first = value?.first ?? 0;
  const end = value?.end ?? 0;
  const order = useMemo(() => ({ first, end, isNewestFirst }), [first, end, isNewestFirst]);
  const { top, scrollTo } = useArrivalTop({ order, visible, mode, heldEnd, onMode });
  const window = usePlannedWindow(top, visible, order, mode);
  const rowAt = (place: number): Row | undefined => value?.rows[rowAtPlace(place, order) - value.from];
  // What one looks at must not run away.
  const onLook = (): void => {
    if (mode === 'live') onMode('scrolled');
  };
  const { chosenPlace, choose, goToPlace } = useChosenArrival({ ...source, order, rowAt, onLook });

  return {
    count: end - first,
    end,
    top,
    visible,
    chosenPlace,
    chosenRow: chosenPlace === undefined ? undefined : rowAt(chosenPlace),
    window,
    rowAt,
    placeOf: (row) => placeOfRow(row, order),
    scrollTo,
    setVisible,
    choose,
    goToPlace: (place) => {
      scrollTo(topToShow(place, top, { count: end - first, visible }));
      // To scroll to the newest rows lets the list follow what arrives: a row that one goes to stays in sight, there too.
      if (mode !== 'held') onMode('scrolled');
      goToPlace(place);
    },
  };
}
