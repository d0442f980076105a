import type { PointerEvent } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { clampTop, topToShow } from './row-scroll.ts';
import './table.css';
import { leastWidth } from './table-column.ts';
import { TableHead } from './table-head.tsx';
import type { TableProps } from './table-props.ts';
import { TableRowView } from './table-row-view.tsx';
import type { TableRow, TableSelection } from './table-selection.ts';
import { chooseOne, chooseRange, toggleOne } from './table-selection.ts';
import type { TableWindow } from './table-window.ts';
import { planTableWindow } from './table-window.ts';
import { useTableKeys } from './use-table-keys.ts';
import { VirtualRows } from './virtual-rows.tsx';

/** Rows of a list that somebody else holds: sorted there, of any number, and only those on screen are here. */
export function Table<Row extends TableRow>(props: TableProps<Row>) {
  const { columns, count, from, rows, onWindow, selection, onPointed } = props;
  const id = useId();
  const [top, setTop] = useState(0);
  const [visible, setVisible] = useState(0);
  const shownTop = clampTop(top, { count, visible });
  const rowAt = (place: number): Row | undefined => rows[place - from];
  const tracks = columns.map((column) => column.width).join(' ');
  useWantedWindow(shownTop, visible, count, onWindow);

  const show = (place: number): void => setTop(topToShow(place, shownTop, { count, visible }));
  const { onKeyDown, activePlace } = useTableKeys(props, { rowAt, show, top: shownTop, visible });
  const choose = (event: PointerEvent, row: Row, place: number): void =>
    props.onSelection(selectionAfterPress(event, props, { row, place }, rowAt));

  const renderRow = (place: number) => {
    const row = rowAt(place);
    if (row === undefined) return <div key={`place-${place}`} className="row" role="presentation" />;
    return (
      <TableRowView
        key={row.key}
        id={`${id}-${row.key}`}
        row={row}
        place={place}
        columns={columns}
        tracks={tracks}
        isActive={row.key === selection.active?.key}
        isChosen={isChosen(selection, row)}
        onPress={(event) => choose(event, row, place)}
      />
    );
  };
  const isActiveHere = activePlace !== undefined && rowAt(activePlace) !== undefined;
  return (
    <div
      className="table"
      onPointerEnter={(event) => event.pointerType === 'mouse' && onPointed(true)}
      onPointerLeave={() => onPointed(false)}
    >
      <div className="table-width" style={{ minWidth: leastWidth(columns) }}>
        <VirtualRows
          role="grid"
          label={props.label}
          scrollbarName={props.scrollbarName}
          count={count}
          top={shownTop}
          visible={visible}
          columns={columns.length}
          isMultiSelectable={props.hasMany}
          header={<TableHead columns={columns} tracks={tracks} sort={props.sort} onSort={props.onSort} />}
          active={isActiveHere ? `${id}-${selection.active?.key}` : undefined}
          onTop={setTop}
          onVisible={setVisible}
          onKeyDown={onKeyDown}
          renderRow={renderRow}
        />
      </div>
    </div>
  );
}

/** Tells which rows are wanted: others only when those wanted last would not do. */
function useWantedWindow(
  top: number,
  visible: number,
  count: number,
  onWindow: (window: TableWindow) => void,
): void {
  const last = useRef<TableWindow>(undefined);
  const window = useMemo(() => {
    last.current = planTableWindow(last.current, top, visible, count);
    return last.current;
  }, [top, visible, count]);
  useEffect(() => {
    if (visible > 0) onWindow(window);
  }, [onWindow, window, visible]);
}

function selectionAfterPress<Row extends TableRow>(
  event: PointerEvent,
  { selection, hasMany }: TableProps<Row>,
  placed: { readonly row: Row; readonly place: number },
  rowAt: (place: number) => Row | undefined,
): TableSelection<Row> {
  // The menu of the secondary button is for all that is chosen.
  if (event.button === 2 && isChosen(selection, placed.row)) return selection;
  if (hasMany && event.shiftKey) return chooseRange(selection, placed, rowAt);
  if (hasMany && (event.ctrlKey || event.metaKey)) return toggleOne(selection, placed);
  return chooseOne(placed);
}

function isChosen<Row extends TableRow>(selection: TableSelection<Row>, { key }: Row): boolean {
  return selection.isAll || selection.rows.has(key);
}
