import { useCallback, useEffect, useRef, useState } from 'react';
import type { LatencyBy, LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Table } from '../ui/table.tsx';
import type { TableSort } from '../ui/table-column.ts';
import { rowsAsText } from '../ui/table-column.ts';
import { noSelection } from '../ui/table-selection.ts';
import { useLasting } from '../ui/use-lasting.ts';
import { latencyColumns } from './latency-columns.tsx';
import type { KeyOf, LatencyRow } from './latency-row.ts';
import { latencyRows, rowsAsBefore, sortedRows } from './latency-row.ts';
import type { StripReach } from './strip-span.ts';
import type { LatencySubject } from './use-latency.ts';
import { useBreakdown } from './use-latency.ts';

const words = texts.trace.latency;
const nothing = (): void => undefined;

interface LatencyBreakdownProps {
  readonly subject: LatencySubject;
  readonly by: LatencyBy;
  readonly reach: StripReach;
}

/** What was measured, for each QoS, client or branch of topics. Pressing a name keeps the filter to it. */
export function LatencyBreakdown({ subject, by, reach }: LatencyBreakdownProps) {
  const { value, problem } = useBreakdown(subject, by, reach);
  if (problem !== undefined) return <p className="latency-nothing">{problem.message}</p>;
  if (value?.problem !== undefined) return <p className="latency-nothing">{value.problem.message}</p>;
  if (value === undefined || value.all.count === 0) {
    const isBusy = value === undefined || value.counting === true;
    return <p className="latency-nothing">{isBusy ? words.counting : nothingWords(subject)}</p>;
  }
  return <Groups value={value} by={by} />;
}

function nothingWords({ qos }: LatencySubject): string {
  return qos === 0 ? words.onePacket : words.noneMeasured;
}

function Groups({ value, by }: { readonly value: LatencyValue; readonly by: LatencyBy }) {
  const [sort, setSort] = useState<TableSort>({ column: 'count', isDescending: true });
  const [selection, setSelection] = useState(noSelection<LatencyRow>());
  const add = useApp((state) => state.addTraceCondition);
  const copyText = useApp((state) => state.copyText);
  const { rows, setIsPointed } = useCalmRows(value, by, sort);
  const narrow = ({ condition }: LatencyRow): void => {
    if (condition !== undefined) add(condition);
  };
  const isCounting = useLasting(value.counting === true);
  const columns = latencyColumns(words.byTitles[by.kind], narrow);
  return (
    <div className="latency-groups">
      <Table
        label={words.groups[by.kind]}
        scrollbarName={words.scrollGroups}
        columns={columns}
        count={rows.length}
        from={0}
        rows={rows}
        onWindow={nothing}
        sort={sort}
        onSort={setSort}
        selection={selection}
        onSelection={setSelection}
        hasMany={false}
        onPointed={setIsPointed}
        onCopy={(chosen) => void copyText(rowsAsText(columns, chosen), texts.broker.list.rows)}
        onKey={(event) => {
          const row = rows.find(({ key }) => key === selection.active?.key);
          if (event.key === 'Enter' && row !== undefined) narrow(row);
        }}
      />
      {isCounting ? <p className="latency-counting">{words.counting}</p> : undefined}
    </div>
  );
}

/** Sorted, but for as long as the pointer is on them: then they keep their places. */
function useCalmRows(value: LatencyValue, by: LatencyBy, sort: TableSort) {
  const [isPointed, setIsPointed] = useState(false);
  const keyOf = useKeys();
  const last = useRef<{ readonly sort: TableSort; readonly keys: readonly number[] }>(undefined);
  const before = last.current;
  const isHeld = isPointed && before?.sort === sort;
  const rows = latencyRows(value, by, keyOf, (some) =>
    isHeld ? rowsAsBefore(some, before.keys) : sortedRows(some, sort),
  );
  useEffect(() => {
    last.current = { sort, keys: rows.map(({ key }) => key) };
  });
  return { rows, setIsPointed };
}

function useKeys(): KeyOf {
  const known = useRef(new Map<string, number>());
  return useCallback((name) => {
    const key = known.current.get(name) ?? known.current.size;
    known.current.set(name, key);
    return key;
  }, []);
}
