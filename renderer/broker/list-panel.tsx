import { useEffect, useRef, useState } from 'react';
import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import type { ListChoice } from '../state/broker-screen-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import type { TableRow, TableSelection } from '../ui/table-selection.ts';
import { noSelection } from '../ui/table-selection.ts';
import type { Chosen, ListPanelDefinition } from './list-definition.ts';
import './list-panel.css';
import { ListBar } from './list-bar.tsx';
import { ListTable } from './list-table.tsx';
import type { ListValue } from './use-list.ts';
import { useList } from './use-list.ts';

/** One of the broker's lists: its bar, its rows, and what is known of the chosen one. */
export function ListPanel<Row extends TableRow>({ list }: { readonly list: ListPanelDefinition<Row> }) {
  const { choice, change } = useListChoice(list);
  const renewal = useApp((state) => state.brokerScreen.renewals[list.name] ?? 0);
  const [isPointed, setPointed] = useState(false);
  const [selection, setSelection] = useState<TableSelection<Row>>(noSelection);
  const { value, problem, setWindow } = useList(list.watch, choice, { renewal, isStill: isPointed });
  const chosen = chosenOf(selection, choice.filter, value?.matching ?? 0);
  useTellChosen(list, chosen);
  const shown = shownRow(chosen, value);
  return (
    <div className="list-panel">
      <ListBar
        list={list}
        choice={choice}
        change={change}
        value={value}
        chosen={chosen}
        isAll={selection.isAll}
      />
      {problem === undefined ? undefined : <ErrorBox message={problem.message} advice={problem.advice} />}
      <div className="list-panel-middle">
        <ListTable
          list={list}
          choice={choice}
          change={change}
          value={value}
          chosen={chosen}
          selection={selection}
          onSelection={setSelection}
          onWindow={setWindow}
          onPointed={setPointed}
        />
        {list.Detail === undefined || shown === undefined ? undefined : (
          <list.Detail row={shown} onClose={() => setSelection(noSelection())} />
        )}
      </div>
    </div>
  );
}

/** The filter and the order of a list, which outlive its panel. */
function useListChoice<Row extends TableRow>({ name, firstSort }: ListPanelDefinition<Row>) {
  const kept = useApp((state) => state.brokerScreen.lists[name]);
  const keep = useApp((state) => state.chooseForList);
  const [first] = useState<ListChoice>({ filter: '', sort: firstSort });
  const choice = kept ?? first;
  const change = (changed: Partial<ListChoice>): void => keep(name, { ...choice, ...changed });
  return { choice, change };
}

/** The only chosen row, as it is now. */
function shownRow<Row extends TableRow>({ rows }: Chosen<Row>, value: ListValue<Row> | undefined) {
  const only = rows.length === 1 ? rows[0] : undefined;
  return only && (value?.rows.find(({ key }) => key === only.key) ?? only);
}

function chosenOf<Row extends TableRow>(
  selection: TableSelection<Row>,
  filter: string,
  matching: number,
): Chosen<Row> {
  if (selection.isAll) return { rows: [], count: matching, target: { kind: 'matching', filter } };
  const rows = [...selection.rows.values()];
  const target: ListTarget | undefined =
    rows.length === 0 ? undefined : { kind: 'keys', keys: rows.map(({ key }) => key) };
  return { rows, count: rows.length, target };
}

/** Tells the commands of the palette what is chosen here. */
function useTellChosen<Row extends TableRow>(
  { name, nameOf }: ListPanelDefinition<Row>,
  { target, count, rows }: Chosen<Row>,
): void {
  const tell = useApp((state) => state.rowsChosen);
  const only = count === 1 && rows[0] !== undefined ? nameOf(rows[0]) : undefined;
  const latest = useRef(target);
  latest.current = target;
  const identity = JSON.stringify(target);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the target is another object each time; its content counts
  useEffect(() => {
    const { current } = latest;
    tell(current === undefined ? undefined : { list: name, target: current, count, name: only });
    return () => tell(undefined);
  }, [tell, name, identity, count, only]);
}
