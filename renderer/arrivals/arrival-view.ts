import type { ArrivalWindow } from './arrival-window.ts';

/** A row as its feed numbers it. */
export interface Arrival {
  readonly row: number;
}

/** A list of what arrives as the screen has it; places count from the upper edge of the table. */
export interface ArrivalView<Row extends Arrival> {
  readonly count: number;
  /** The row after the newest. */
  readonly end: number;
  readonly top: number;
  readonly visible: number;
  /** The place of the chosen row, on screen or not. */
  readonly chosenPlace: number | undefined;
  /** The chosen row, if it is at hand. */
  readonly chosenRow: Row | undefined;
  /** What to ask the feed for. */
  readonly window: ArrivalWindow;
  readonly rowAt: (place: number) => Row | undefined;
  readonly placeOf: (row: number) => number;
  readonly scrollTo: (top: number) => void;
  readonly setVisible: (visible: number) => void;
  /** Chooses a row and brings it on screen; one that is not at hand as soon as it is. */
  readonly goToPlace: (place: number) => void;
  readonly choose: (row: Row) => void;
}
