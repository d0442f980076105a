import { Rows3 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { ListChoice } from '../state/broker-screen-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { ContextMenu } from '../ui/menu.tsx';
import { Table } from '../ui/table.tsx';
import { rowsAsText } from '../ui/table-column.ts';
import type { TableRow, TableSelection } from '../ui/table-selection.ts';
import type { TableWindow } from '../ui/table-window.ts';
import type { Chosen, ListPanelDefinition } from './list-definition.ts';
import type { ListValue } from './use-list.ts';
import { useWholeTexts } from './use-whole-texts.ts';

const words = texts.broker.list;

interface ListTableProps<Row extends TableRow> {
  readonly list: ListPanelDefinition<Row>;
  readonly choice: ListChoice;
  readonly change: (changed: Partial<ListChoice>) => void;
  readonly value: ListValue<Row> | undefined;
  readonly chosen: Chosen<Row>;
  readonly selection: TableSelection<Row>;
  readonly onSelection: (selection: TableSelection<Row>) => void;
  readonly onWindow: (window: TableWindow) => void;
  readonly onPointed: (isPointed: boolean) => void;
}

/** The rows of a list, with a menu for those that are chosen. */
export function ListTable<Row extends TableRow>(props: ListTableProps<Row>) {
  const { list, choice, change, value, chosen } = props;
  const copyText = useApp((state) => state.copyText);
  const readWhole = useWholeTexts(list.name);
  const copy = async (rows: readonly Row[]): Promise<void> => {
    const whole = await readWhole(rows);
    if (whole !== undefined) await copyText(rowsAsText(list.columns, rows, whole), words.rows);
  };
  const menu = useListMenu(list, chosen, () => void copy(chosen.rows));
  const isEmpty = value?.matching === 0 && !value.isOrdering;
  return (
    <ContextMenu entries={menu}>
      <div className="list-panel-table">
        <Table
          label={list.label}
          scrollbarName={list.scrollbarName}
          columns={list.columns}
          count={value?.matching ?? 0}
          from={value?.from ?? 0}
          rows={value?.rows ?? []}
          onWindow={props.onWindow}
          sort={choice.sort}
          onSort={(sort) => change({ sort })}
          selection={props.selection}
          onSelection={props.onSelection}
          hasMany={list.hasMany}
          onPointed={props.onPointed}
          onCopy={(rows) => void copy(rows)}
          onKey={(event) => runByKey(event, menu)}
        />
        {isEmpty ? (
          <div className="list-panel-none">
            {value.all === 0 ? list.none() : <Empty title={words.nothing(choice.filter)} />}
          </div>
        ) : undefined}
      </div>
    </ContextMenu>
  );
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
