import { counted } from '../../../app/base/counted.ts';
import type { ExchangeRow } from '../../../app/contract/areas/trace/exchange.ts';
import { code } from './hostile-text.ts';
import type { ReportFacts } from './markdown.ts';
import { durationText, kindName, outcomeName, reasonText, timeText, wholeText } from './step-words.ts';

/** The beginning of a report on many exchanges: all of them in a table. */
export function exchangeTable(
  rows: readonly Omit<ExchangeRow, 'row'>[],
  all: number,
  reported: number,
  { source }: ReportFacts,
): string {
  const head = ['time', 'client', 'exchange', 'topic', 'QoS', 'outcome', 'took', 'reason'];
  const lines = [head, head.map(() => '---'), ...rows.map(cellsOf)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const left = [
    all > rows.length
      ? `${counted(all - rows.length, 'more is', 'more are')} not in this table: choose fewer by a filter or a range of time.`
      : '',
    reported < rows.length ? `Packet by packet: the first ${reported}.` : '',
  ].filter((part) => part !== '');
  return [`# ${counted(all, 'exchange')} of ${code(source)}`, lines.join('\n'), ...left]
    .join('\n\n')
    .concat('\n\n');
}

function cellsOf(row: Omit<ExchangeRow, 'row'>): readonly string[] {
  return [
    timeText(row.time),
    row.client === '' ? '' : code(row.client),
    kindName(row.kind),
    row.what.text === '' ? '' : code(wholeText(row.what)),
    row.qos === undefined ? '' : String(row.qos),
    outcomeName(row),
    row.took === undefined ? '' : durationText(row.took),
    row.reason === undefined ? '' : code(reasonText(row.reason)),
  ];
}
