import type { Key, KeyboardEvent, ReactNode } from 'react';
import { useId, useRef } from 'react';
import type { FocusPlace } from '../state/focus-slice.ts';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { classNames } from '../ui/class-names.ts';
import { GridRow } from '../ui/grid-cell.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { ContextMenu } from '../ui/menu.tsx';
import { VirtualRows } from '../ui/virtual-rows.tsx';
import './arrival-table.css';
import type { Arrival, ArrivalView } from './arrival-view.ts';

interface ArrivalTableProps<Row extends Arrival> {
  readonly view: ArrivalView<Row>;
  readonly label: string;
  readonly scrollbarName: string;
  /** Where a command brings the keyboard. */
  readonly place: FocusPlace;
  readonly columns: number;
  readonly header: ReactNode;
  readonly menu: readonly MenuEntry[];
  readonly className?: string | undefined;
  readonly keyOf: (row: Row, place: number) => Key;
  readonly rowClass: (row: Row) => string;
  readonly cellsOf: (row: Row) => ReactNode;
  readonly onPress: (row: Row) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
}

/** What arrives as a grid: a window of rows, one of which is chosen, with a menu. */
export function ArrivalTable<Row extends Arrival>(props: ArrivalTableProps<Row>) {
  const { view } = props;
  const list = useRef<HTMLElement>(null);
  const id = useId();
  useFocusPlace(props.place, list);

  const renderRow = (place: number) => {
    const row = view.rowAt(place);
    if (row === undefined) return <div key={`place-${place}`} className="row" role="presentation" />;
    return (
      <GridRow
        key={props.keyOf(row, place)}
        id={`${id}-${row.row}`}
        className={`row arrival-row ${props.rowClass(row)}`}
        // The head is the first row.
        aria-rowindex={place + 2}
        aria-selected={place === view.chosenPlace}
        onPointerDown={() => props.onPress(row)}
      >
        {props.cellsOf(row)}
      </GridRow>
    );
  };
  return (
    <ContextMenu entries={props.menu}>
      <div className={classNames('arrival-body', props.className)}>
        <VirtualRows
          ref={list}
          role="grid"
          label={props.label}
          scrollbarName={props.scrollbarName}
          count={view.count}
          top={view.top}
          visible={view.visible}
          columns={props.columns}
          header={props.header}
          active={view.chosenRow === undefined ? undefined : `${id}-${view.chosenRow.row}`}
          onTop={view.scrollTo}
          onVisible={view.setVisible}
          onKeyDown={props.onKeyDown}
          renderRow={renderRow}
        />
      </div>
    </ContextMenu>
  );
}
