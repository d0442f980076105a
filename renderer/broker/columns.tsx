import type { ShortText } from '../../app/contract/areas/common.ts';
import { texts } from '../texts/en.ts';
import type { TableColumn } from '../ui/table-column.ts';

type TextOf<Row> = (row: Row) => string;

export function textColumn<Row>(
  id: string,
  title: string,
  width: string,
  text: TextOf<Row>,
): TableColumn<Row> {
  return { id, title, width, cell: text, text };
}

export function numberColumn<Row>(
  id: string,
  title: string,
  width: string,
  text: TextOf<Row>,
): TableColumn<Row> {
  return { ...textColumn(id, title, width, text), isNumber: true };
}

/** A name or a topic, with how much of it is missing. */
export function shortTextColumn<Row>(
  id: string,
  title: string,
  width: string,
  value: (row: Row) => ShortText | undefined,
): TableColumn<Row> {
  const text = (row: Row): string => wholeText(value(row));
  return { id, title, width, text, cell: (row) => <span className="table-mono">{text(row)}</span> };
}

export function wholeText(value: ShortText | undefined): string {
  if (value === undefined) return '';
  return value.text + (value.cut > 0 ? texts.broker.list.cut(value.cut) : '');
}
