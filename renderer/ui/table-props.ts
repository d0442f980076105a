import type { KeyboardEvent } from 'react';
import type { TableColumn, TableSort } from './table-column.ts';
import type { TableRow, TableSelection } from './table-selection.ts';
import type { TableWindow } from './table-window.ts';

export interface TableProps<Row extends TableRow> {
  readonly label: string;
  readonly scrollbarName: string;
  readonly columns: readonly TableColumn<Row>[];
  /** How many rows there are; `rows` are those from `from` on. */
  readonly count: number;
  readonly from: number;
  readonly rows: readonly Row[];
  /** Other rows are wanted. */
  readonly onWindow: (window: TableWindow) => void;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  readonly selection: TableSelection<Row>;
  readonly onSelection: (selection: TableSelection<Row>) => void;
  readonly hasMany: boolean;
  /** The pointer is on the rows: they should keep their places. */
  readonly onPointed: (isPointed: boolean) => void;
  readonly onCopy: (rows: readonly Row[]) => void;
  /** Keys that the table itself has no use for. */
  readonly onKey?: (event: KeyboardEvent) => void;
}
