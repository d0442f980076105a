import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { rowAfterKey } from './row-scroll.ts';
import type { TableProps } from './table-props.ts';
import type { TableRow } from './table-selection.ts';
import { chooseAll, chooseOne, chooseRange, noSelection, toggleOne } from './table-selection.ts';

interface TablePlace<Row> {
  readonly rowAt: (place: number) => Row | undefined;
  readonly show: (place: number) => void;
  readonly top: number;
  readonly visible: number;
}

/** Arrows, pages, Home and End choose rows, with Shift a range; Space toggles, Ctrl/Cmd A chooses all and C copies. */
export function useTableKeys<Row extends TableRow>(props: TableProps<Row>, place: TablePlace<Row>) {
  const { selection, onSelection, hasMany, count } = props;
  const { rowAt, show, top, visible } = place;
  /** A row that is to be chosen once it is at hand. */
  const pending = useRef<{ readonly place: number; readonly isRange: boolean }>(undefined);
  const activePlace = placeOfActive(props);

  const choose = (at: number, isRange: boolean): void => {
    const row = rowAt(at);
    pending.current = row === undefined ? { place: at, isRange } : undefined;
    if (row === undefined) return;
    const placed = { row, place: at };
    onSelection(isRange ? chooseRange(selection, placed, rowAt) : chooseOne(placed));
  };
  useEffect(() => {
    const wanted = pending.current;
    if (wanted !== undefined && rowAt(wanted.place) !== undefined) choose(wanted.place, wanted.isRange);
  });

  const move = (event: KeyboardEvent): boolean => {
    const from = pending.current?.place ?? activePlace ?? Math.floor(top) - 1;
    const next = rowAfterKey(event.key, from < 0 ? undefined : from, { count, visible });
    if (next === undefined) return false;
    show(next);
    choose(next, hasMany && event.shiftKey);
    return true;
  };
  const toggle = (): boolean => {
    const row = activePlace === undefined ? undefined : rowAt(activePlace);
    if (row === undefined || activePlace === undefined || !hasMany) return false;
    onSelection(toggleOne(selection, { row, place: activePlace }));
    return true;
  };
  const plain = (event: KeyboardEvent): boolean => {
    if (event.key === ' ') return toggle();
    if (event.key !== 'Escape') return move(event);
    onSelection(noSelection());
    return true;
  };
  const combined = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    if (key === 'a' && hasMany) onSelection(chooseAll(selection));
    else if (key === 'c' && selection.rows.size > 0) props.onCopy([...selection.rows.values()]);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // A title of a column has keys of its own.
    if (event.target !== event.currentTarget) return;
    const isUsed = event.ctrlKey || event.metaKey ? combined(event) : !event.altKey && plain(event);
    if (isUsed) event.preventDefault();
    else props.onKey?.(event);
  };
  return { onKeyDown, activePlace };
}

/** Where the active row stands now; rows that are not at hand stay where they were seen last. */
function placeOfActive<Row extends TableRow>({ selection, rows, from }: TableProps<Row>): number | undefined {
  const { active } = selection;
  if (active === undefined) return undefined;
  const at = rows.findIndex(({ key }) => key === active.key);
  return at === -1 ? active.place : from + at;
}
