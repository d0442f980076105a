import type { KeyboardEvent } from 'react';
import { rowAfterKey } from '../ui/row-scroll.ts';
import type { Arrival, ArrivalView } from './arrival-view.ts';

interface ArrivalKeys<Row> {
  /** Enter on the chosen row. */
  readonly onEnter?: (row: Row) => void;
  /** Escape: back to the newest. */
  readonly onEscape: () => void;
  /** Ctrl/Cmd C. */
  readonly onCopy: (row: Row) => void;
}

/** Arrows, pages, Home and End choose rows; what Enter, Escape and Ctrl/Cmd C do with the chosen one is the list's own. */
export function arrivalKeys<Row extends Arrival>(
  view: ArrivalView<Row>,
  { onEnter, onEscape, onCopy }: ArrivalKeys<Row>,
): (event: KeyboardEvent<HTMLDivElement>) => void {
  const { count, visible, top, chosenPlace, chosenRow } = view;

  const move = (key: string): boolean => {
    const from = chosenPlace ?? Math.floor(top) - 1;
    const next = rowAfterKey(key, from < 0 ? undefined : from, { count, visible });
    if (next !== undefined) view.goToPlace(next);
    return next !== undefined;
  };
  const plain = (key: string): boolean => {
    if (key === 'Escape') {
      onEscape();
      return true;
    }
    if (key !== 'Enter' || onEnter === undefined) return move(key);
    if (chosenRow !== undefined) onEnter(chosenRow);
    return chosenRow !== undefined;
  };
  const combined = (event: KeyboardEvent): boolean => {
    const isCopy = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey);
    if (chosenRow === undefined || !isCopy) return false;
    onCopy(chosenRow);
    return true;
  };
  return (event) => {
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey);
    if (isPlain ? plain(event.key) : combined(event)) event.preventDefault();
  };
}
