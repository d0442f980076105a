import { Rows3 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import type { ListChoice } from '../state/broker-screen-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { ContextMenu } from '../ui/menu.tsx';
import { Table } from '../ui/table.tsx';
import { rowsAsText } from '../ui/table-column.ts';
import type { TableRow, TableSelection } from '../ui/table-selection.ts';
import { noSelection } from '../ui/table-selection.ts';
import type { Chosen, ListPanelDefinition } from './list-definition.ts';
import './list-panel.css';
import { ListBar } from './list-bar.tsx';
import { useList } from './use-list.ts';

const words = texts.broker.list;

/** One of the broker's lists: its bar, its rows, and what is known of the chosen one. */
export function ListPanel<Row extends TableRow>({ list }: { readonly list: ListPanelDefinition<Row> }) {
  const kept = useApp((state) => state.brokerScreen.lists[list.name]);
  const keep = useApp((state) => state.chooseForList);
  const copyText = useApp((state) => state.copyText);
  const renewal = useApp((state) => state.brokerScreen.renewals[list.name] ?? 0);
  const [first] = useState<ListChoice>({ filter: '', sort: list.firstSort });
  const choice = kept ?? first;
  const change = (changed: Partial<ListChoice>): void => keep(list.name, { ...choice, ...changed });
  const [isPointed, setPointed] = useState(false);
  const [selection, setSelection] = useState<TableSelection<Row>>(noSelection);
  const { value, problem, setWindow } = useList(list.watch, choice, { renewal, isStill: isPointed });
  const chosen = chosenOf(selection, choice.filter, value?.matching ?? 0);
  const copy = (rows: readonly Row[]): void => void copyText(rowsAsText(list.columns, rows), words.rows);
  const menu = useListMenu(list, chosen, () => copy(chosen.rows));
  useTellChosen(list, chosen);
  const active = chosen.rows.length === 1 ? chosen.rows[0] : undefined;
  const shown = active && (value?.rows.find(({ key }) => key === active.key) ?? active);
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
        <ContextMenu entries={menu}>
          <div className="list-panel-table">
            <Table
              label={list.label}
              scrollbarName={list.scrollbarName}
              columns={list.columns}
              count={value?.matching ?? 0}
              from={value?.from ?? 0}
              rows={value?.rows ?? []}
              onWindow={setWindow}
              sort={choice.sort}
              onSort={(sort) => change({ sort })}
              selection={selection}
              onSelection={setSelection}
              hasMany={list.hasMany}
              onPointed={setPointed}
              onCopy={copy}
              onKey={(event) => runByKey(event, menu)}
            />
            {value?.matching === 0 && !value.isOrdering ? (
              <div className="list-panel-none">
                {value.all === 0 ? list.none() : <Empty title={words.nothing(choice.filter)} />}
              </div>
            ) : undefined}
          </div>
        </ContextMenu>
        {list.Detail === undefined || shown === undefined ? undefined : (
          <list.Detail row={shown} onClose={() => setSelection(noSelection())} />
        )}
      </div>
    </div>
  );
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

/** Keys that stand beside the entries of the menu. */
function runByKey(event: KeyboardEvent, menu: readonly MenuEntry[]): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  for (const entry of menu) {
    if (entry.kind !== 'item' || entry.shortcut !== event.key || entry.disabled === true) continue;
    event.preventDefault();
    entry.run();
  }
}

const noEntries = (): readonly MenuEntry[] => [];

function useListMenu<Row extends TableRow>(
  list: ListPanelDefinition<Row>,
  chosen: Chosen<Row>,
  copy: () => void,
): readonly MenuEntry[] {
  const useMenu = list.useMenu ?? noEntries;
  const own = useMenu(chosen);
  const copying: MenuEntry = {
    kind: 'item',
    id: 'copy',
    text: words.copyRows,
    icon: <Rows3 aria-hidden="true" />,
    shortcut: 'Mod+C',
    disabled: chosen.rows.length === 0,
    run: copy,
  };
  return own.length === 0 ? [copying] : [...own, { kind: 'line', id: 'line-copy' }, copying];
}
