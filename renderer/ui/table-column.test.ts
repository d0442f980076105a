import { expect, test } from 'vitest';
import type { TableColumn } from './table-column.ts';
import { rowsAsText } from './table-column.ts';

interface Row {
  readonly key: number;
  readonly name: string;
}

const columns: readonly TableColumn<Row>[] = [
  { id: 'key', title: '#', width: '40px', cell: ({ key }) => key, text: ({ key }) => String(key) },
  { id: 'name', title: 'Name', width: '90px', cell: ({ name }) => name, text: ({ name }) => name },
];

test('rows are copied as they are, not as they are shown, each in its line', () => {
  const rows = [
    { key: 1, name: 'press' },
    { key: 2, name: 'oven\\u{202e}' },
    { key: 3, name: 'a\u2409"b" c' },
  ];
  const whole: Readonly<Record<number, string>> = { 2: 'oven\u202e', 3: 'a\t"b" c' };

  const copied = rowsAsText(columns, rows, ({ key }, column) => (column === 'name' ? whole[key] : undefined));

  expect(copied).toBe('#\tName\n1\tpress\n2\toven\u202e\n3\t"a\t""b"" c"');
});
