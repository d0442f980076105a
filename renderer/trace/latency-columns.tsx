import { timeText } from '../exchange/row-texts.ts';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import type { TableColumn } from '../ui/table-column.ts';
import { UnitText } from '../ui/unit-text.tsx';
import type { LatencyRow } from './latency-row.ts';

const words = texts.trace.latency;
type Figure = 'p50' | 'p95' | 'p99' | 'max';

/** What is told apart, how many were measured, and how long they took. */
export function latencyColumns(
  title: string,
  narrow: (row: LatencyRow) => void,
): readonly TableColumn<LatencyRow>[] {
  return [
    {
      id: 'name',
      title,
      width: 'minmax(0, 1fr)',
      cell: (row) => <Name row={row} narrow={narrow} />,
      text: ({ name }) => name,
    },
    {
      id: 'count',
      title: words.count,
      hint: words.measured,
      width: 'minmax(46px, 0.2fr)',
      isNumber: true,
      cell: (row) => count(row.count),
      text: (row) => count(row.count),
    },
    figure('p50'),
    figure('p95'),
    figure('p99'),
    figure('max'),
  ];
}

function figure(id: Figure): TableColumn<LatencyRow> {
  const text = (row: LatencyRow): string => timeText(row[id]);
  return {
    id,
    title: words[id],
    width: 'minmax(58px, 0.2fr)',
    isNumber: true,
    cell: (row) => <UnitText text={text(row)} />,
    text,
  };
}

interface NameProps {
  readonly row: LatencyRow;
  readonly narrow: (row: LatencyRow) => void;
}

/** With the keyboard Enter on its row does the same. */
function Name({ row, narrow }: NameProps) {
  const { what, name, condition } = row;
  if (condition === undefined) return <span className={`latency-${what}`}>{name}</span>;
  return (
    <button
      type="button"
      className="latency-name ellipsis"
      tabIndex={-1}
      title={words.narrow(name)}
      onClick={() => narrow(row)}
    >
      {name}
    </button>
  );
}
