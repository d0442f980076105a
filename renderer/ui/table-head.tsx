import { ArrowDown, ArrowUp } from 'lucide-react';
import { classNames } from './class-names.ts';
import type { TableColumn, TableSort } from './table-column.ts';
import { nextSort } from './table-column.ts';

interface TableHeadProps<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly tracks: string;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
}

/** The titles of the columns; pressing one sorts by it. */
export function TableHead<Row>({ columns, tracks, sort, onSort }: TableHeadProps<Row>) {
  return (
    <div
      className="table-row table-head"
      role="row"
      aria-rowindex={1}
      tabIndex={-1}
      style={{ gridTemplateColumns: tracks }}
    >
      {columns.map((column) => (
        <span
          key={column.id}
          role="columnheader"
          tabIndex={-1}
          className={classNames(column.isNumber && 'table-number')}
          aria-sort={sort.column === column.id ? direction(sort) : undefined}
        >
          {column.isFixed === true ? (
            column.title
          ) : (
            <button
              type="button"
              className="table-sort"
              title={column.hint}
              onClick={() => onSort(nextSort(sort, column))}
            >
              <span className="ellipsis">{column.title}</span>
              {sort.column === column.id ? <SortIcon sort={sort} /> : undefined}
            </button>
          )}
        </span>
      ))}
    </div>
  );
}

function direction({ isDescending }: TableSort): 'ascending' | 'descending' {
  return isDescending ? 'descending' : 'ascending';
}

function SortIcon({ sort }: { readonly sort: TableSort }) {
  const Icon = sort.isDescending ? ArrowDown : ArrowUp;
  return <Icon aria-hidden="true" />;
}
