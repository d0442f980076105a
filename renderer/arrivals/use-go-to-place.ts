import { useEffect, useRef } from 'react';
import type { ArrivalOrder } from './arrival-window.ts';
import { placeOfRow, rowAtPlace } from './arrival-window.ts';

interface Going<Row> {
  readonly order: ArrivalOrder;
  readonly rowAt: (place: number) => Row | undefined;
  /** The row is at hand. */
  readonly choose: (row: Row) => void;
  /** The row was not at hand when it was asked for, and is now. */
  readonly arrived: (row: Row) => void;
}

/** Goes to the row at a place, to one that is not at hand as soon as it is. */
export function useGoToPlace<Row>({ order, rowAt, choose, arrived }: Going<Row>): (place: number) => void {
  const pending = useRef<number>(undefined);
  useEffect(() => {
    const row = pending.current === undefined ? undefined : rowAt(placeOfRow(pending.current, order));
    if (row === undefined) return;
    pending.current = undefined;
    arrived(row);
  });
  return (place) => {
    const row = rowAt(place);
    pending.current = row === undefined ? rowAtPlace(place, order) : undefined;
    if (row !== undefined) choose(row);
  };
}
