import { useState } from 'react';
import type { Arrival } from './arrival-view.ts';
import type { ArrivalOrder } from './arrival-window.ts';
import { placeOfRow } from './arrival-window.ts';
import { useGoToPlace } from './use-go-to-place.ts';

/** What is chosen among the rows, whose numbers are others under another filter. */
export interface ChosenArrival<Row> {
  /** What a row is known by wherever it is shown. */
  readonly idOf: (row: Row) => number;
  readonly chosen: number | undefined;
  /** The number of the chosen row, where it is known though it was not chosen here. */
  readonly chosenNumber?: number | undefined;
  readonly onChoose: (id: number) => void;
}

interface Choosing<Row> extends ChosenArrival<Row> {
  readonly order: ArrivalOrder;
  readonly rowAt: (place: number) => Row | undefined;
  /** Somebody looks at a row. */
  readonly onLook: () => void;
}

/** The place of the chosen row, and how another is chosen. */
export function useChosenArrival<Row extends Arrival>(choosing: Choosing<Row>) {
  const { idOf, chosen, onChoose, order, rowAt, onLook } = choosing;
  /** Where the chosen row was seen last. */
  const [seen, setSeen] = useState<{ readonly id: number; readonly row: number }>();

  const show = (row: Row): void => {
    setSeen({ id: idOf(row), row: row.row });
    onChoose(idOf(row));
  };
  const choose = (row: Row): void => {
    show(row);
    onLook();
  };
  const goToPlace = useGoToPlace({ order, rowAt, choose, arrived: show });
  const number = choosing.chosenNumber ?? (seen?.id === chosen ? seen?.row : undefined);
  const place = number === undefined ? undefined : placeOfRow(number, order);
  // Under another filter its number is another row's.
  const there = place === undefined ? undefined : rowAt(place);
  const isOther = there !== undefined && idOf(there) !== chosen;
  return { chosenPlace: isOther ? undefined : place, choose, goToPlace };
}
