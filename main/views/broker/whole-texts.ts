import type { ListColumn } from './list-definition.ts';

/** What an item has text in, by the id of the column: as it is, where a row shows it cut and what is not seen by its number. */
export function wholeTexts<Item>(
  item: Item,
  columns: ReadonlyMap<string, ListColumn<Item>>,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [id, { value }] of columns) {
    const text = value(item);
    if (typeof text === 'string' && text !== '') texts[id] = text;
  }
  return texts;
}

interface WholeRow {
  readonly key: number;
  readonly texts: Readonly<Record<string, string>>;
}

/** The rows that fit into so many bytes, the first in any case, and the keys of those that do not. */
export function rowsThatFit<Row extends WholeRow>(
  whole: Iterable<Row>,
  room: number,
): { rows: Row[]; left: number[] } {
  const rows: Row[] = [];
  const left: number[] = [];
  let free = room;
  for (const row of whole) {
    const size = sizeOf(row.texts);
    if (rows.length > 0 && size > free) {
      left.push(row.key);
      continue;
    }
    free -= size;
    rows.push(row);
  }
  return { rows, left };
}

/** Bytes. */
function sizeOf(texts: WholeRow['texts']): number {
  return Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
