import type { HistoryRow, PacketNames } from '../../app/contract/areas/history.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';
import { asCell } from '../ui/table-column.ts';

const words = texts.explore.history;

/** A row of the history as one line of text with tabs between its cells; what was cut is said. `names` has what it shows otherwise than it is. */
export function rowAsText(row: HistoryRow, names?: PacketNames): string {
  return cellsOf(row, names).map(asCell).join('\t');
}

function cellsOf(row: HistoryRow, names: PacketNames | undefined): readonly string[] {
  if (row.kind === 'mark') return [exactTime(row.time), row.text];
  if (row.kind === 'packet') {
    const { direction, type, client, faults } = row;
    const sizeText = `${row.size} B`;
    return [
      exactTime(row.time),
      words[direction],
      type.toUpperCase(),
      sizeText,
      names?.client ?? client,
      ...faults,
    ];
  }
  const flags = [words.qos(row.qos), row.retain ? words.retained : '', row.dup ? 'DUP' : ''];
  const preview = row.preview.text + (row.preview.cut > 0 ? texts.explore.tree.cut(row.preview.cut) : '');
  return [
    exactTime(row.time),
    words[row.direction],
    flags.filter((flag) => flag !== '').join(' '),
    names?.topic || row.topic.text,
    preview,
    `${row.size} B`,
    names?.client ?? row.client,
    ...row.faults,
  ];
}
