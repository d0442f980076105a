import type { PointerEvent } from 'react';
import { classNames } from './class-names.ts';
import { GridCell, GridRow } from './grid-cell.tsx';
import type { TableColumn } from './table-column.ts';
import type { TableRow } from './table-selection.ts';

interface TableRowViewProps<Row extends TableRow> {
  readonly id: string;
  readonly row: Row;
  readonly place: number;
  readonly columns: readonly TableColumn<Row>[];
  readonly tracks: string;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onPress: (event: PointerEvent) => void;
}

/** One row of a table. */
export function TableRowView<Row extends TableRow>(props: TableRowViewProps<Row>) {
  const { id, row, place, columns, tracks, isActive, isChosen, onPress } = props;
  return (
    <GridRow
      id={id}
      className={classNames('row table-row', isActive && 'table-active', row.isGone && 'table-gone')}
      style={{ gridTemplateColumns: tracks }}
      // The head is the first row.
      aria-rowindex={place + 2}
      aria-selected={isChosen}
      onPointerDown={onPress}
    >
      {columns.map((column) => (
        <GridCell
          key={column.id}
          className={classNames('ellipsis', column.isNumber && 'table-number')}
          title={column.text(row)}
        >
          {column.cell(row)}
        </GridCell>
      ))}
    </GridRow>
  );
}
