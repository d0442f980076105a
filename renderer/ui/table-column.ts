import type { ReactNode } from 'react';

/** One column of a table. */
export interface TableColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** What the title is short for. */
  readonly hint?: string;
  /** A track of the grid: `90px`, `minmax(120px, 2fr)`. */
  readonly width: string;
  readonly isNumber?: boolean;
  readonly isFixed?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** The cell as text: to copy, and on hover where it may be cut. */
  readonly text: (row: Row) => string;
}

export interface TableSort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** What a press on the column's title asks for: numbers begin with the largest. */
export function nextSort(sort: TableSort, column: TableColumn<never>): TableSort {
  if (sort.column !== column.id) return { column: column.id, isDescending: column.isNumber === true };
  return { column: column.id, isDescending: !sort.isDescending };
}

/** Pixels between two cells, and beside the first and the last together; as in table.css. */
const gap = 12;
const padding = 18;

/** Pixels below which cells would be cut: the table is scrolled sideways instead. */
export function leastWidth(columns: readonly TableColumn<never>[]): number {
  const least = columns.map(({ width }) => Number(/\d+/.exec(width)?.[0] ?? 0));
  return least.reduce((sum, width) => sum + width + gap, padding - gap);
}

/** Rows as lines with tabs between their cells, under the titles. `whole` has what a cell shows otherwise than it is. */
export function rowsAsText<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  whole: (row: Row, column: string) => string | undefined = () => undefined,
): string {
  const head = columns.map((column) => column.title).join('\t');
  const lineOf = (row: Row): string =>
    columns.map((column) => asCell(whole(row, column.id) ?? column.text(row))).join('\t');
  return [head, ...rows.map(lineOf)].join('\n');
}

/** The text of a cell in quotes, as spreadsheets have it, where it would look like several cells. */
export function asCell(text: string): string {
  return /[\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
