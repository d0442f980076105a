import type { HistoryRow } from '../../app/contract/areas/history.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';

const words = texts.explore.history;

/** A row of the history as one line of text with tabs between its cells; what was cut is said. */
export function rowAsText(row: HistoryRow): string {
  if (row.kind === 'mark') return [exactTime(row.time), row.text].join('\t');
  if (row.kind === 'packet') {
    const { direction, type, client, faults } = row;
    const sizeText = `${row.size} B`;
    return [exactTime(row.time), words[direction], type.toUpperCase(), sizeText, client, ...faults].join(
      '\t',
    );
  }
  const flags = [words.qos(row.qos), row.retain ? words.retained : '', row.dup ? 'DUP' : ''];
  const preview = row.preview.text + (row.preview.cut > 0 ? texts.explore.tree.cut(row.preview.cut) : '');
  return [
    exactTime(row.time),
    words[row.direction],
    flags.filter((flag) => flag !== '').join(' '),
    row.topic.text,
    preview,
    `${row.size} B`,
    row.client,
    ...row.faults,
  ].join('\t');
}
