import type { ReactNode } from 'react';
import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import type { CallInput } from '../../app/contract/contract-types.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import type { TableColumn, TableSort } from '../ui/table-column.ts';
import type { TableRow } from '../ui/table-selection.ts';
import type { WatchList } from './use-list.ts';

/** What is chosen, for whatever acts on it. */
export interface Chosen<Row> {
  /** As they were when they were chosen; none while all are. */
  readonly rows: readonly Row[];
  /** How many; of all that match, those of the last order. */
  readonly count: number;
  /** Undefined when nothing is chosen. */
  readonly target: ListTarget | undefined;
}

/** What differs from list to list. */
export interface ListPanelDefinition<Row extends TableRow> {
  /** Under which the choices are kept. */
  readonly name: CallInput<'broker.rows.whole'>['list'];
  readonly label: string;
  readonly scrollbarName: string;
  readonly placeholder: string;
  readonly watch: WatchList<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly firstSort: TableSort;
  readonly hasMany: boolean;
  /** What a row is called where it is named alone. */
  readonly nameOf: (row: Row) => string;
  /** What shows while there are none at all. */
  readonly none: () => ReactNode;
  /** What can be done with the chosen rows, beside copying them. */
  readonly useMenu?: (chosen: Chosen<Row>) => readonly MenuEntry[];
  /** More in the bar, before the count. */
  readonly Bar?: (props: { readonly chosen: Chosen<Row>; readonly filter: string }) => ReactNode;
  /** About the chosen row, beside the list. */
  readonly Detail?: (props: { readonly row: Row; readonly onClose: () => void }) => ReactNode;
}
