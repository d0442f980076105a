/** What every row of a table has. */
export interface TableRow {
  /** Names the row, whatever place it has. */
  readonly key: number;
  /** It is over and keeps its place until the rows are ordered anew. */
  readonly isGone: boolean;
}

/** The chosen rows of a table, and the one that has the keyboard. */
export interface TableSelection<Row extends TableRow> {
  /** As they were when they were chosen. */
  readonly rows: ReadonlyMap<number, Row>;
  /** All that the filter lets through, at hand or not. */
  readonly isAll: boolean;
  readonly active: { readonly key: number; readonly place: number } | undefined;
  /** Where a range begins. */
  readonly anchor: number | undefined;
}

export interface PlacedRow<Row extends TableRow> {
  readonly row: Row;
  readonly place: number;
}

export function noSelection<Row extends TableRow>(): TableSelection<Row> {
  return { rows: new Map(), isAll: false, active: undefined, anchor: undefined };
}

/** Only this one. */
export function chooseOne<Row extends TableRow>({ row, place }: PlacedRow<Row>): TableSelection<Row> {
  return {
    rows: new Map([[row.key, row]]),
    isAll: false,
    active: { key: row.key, place },
    anchor: place,
  };
}

/** Adds it, or takes it away. */
export function toggleOne<Row extends TableRow>(
  selection: TableSelection<Row>,
  { row, place }: PlacedRow<Row>,
): TableSelection<Row> {
  const rows = new Map(selection.isAll ? [] : selection.rows);
  if (!rows.delete(row.key)) rows.set(row.key, row);
  return { rows, isAll: false, active: { key: row.key, place }, anchor: place };
}

/** From where the range began to this one, as far as the rows between are at hand. */
export function chooseRange<Row extends TableRow>(
  selection: TableSelection<Row>,
  { row, place }: PlacedRow<Row>,
  rowAt: (place: number) => Row | undefined,
): TableSelection<Row> {
  const anchor = selection.anchor ?? place;
  const rows = new Map<number, Row>();
  for (let at = Math.min(anchor, place); at <= Math.max(anchor, place); at += 1) {
    const between = rowAt(at);
    if (between !== undefined) rows.set(between.key, between);
  }
  return { rows, isAll: false, active: { key: row.key, place }, anchor };
}

export function chooseAll<Row extends TableRow>(selection: TableSelection<Row>): TableSelection<Row> {
  return { ...selection, isAll: true };
}
