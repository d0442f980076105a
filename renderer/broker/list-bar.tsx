import { Funnel, RefreshCw, X } from 'lucide-react';
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import type { ListChoice } from '../state/broker-screen-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import type { TableRow } from '../ui/table-selection.ts';
import { TextField } from '../ui/text-field.tsx';
import { Spacer, Toolbar } from '../ui/toolbar.tsx';
import type { Chosen, ListPanelDefinition } from './list-definition.ts';
import type { ListValue } from './use-list.ts';

const words = texts.broker.list;

interface ListBarProps<Row extends TableRow> {
  readonly list: ListPanelDefinition<Row>;
  readonly choice: ListChoice;
  readonly change: (changed: Partial<ListChoice>) => void;
  readonly value: ListValue<Row> | undefined;
  readonly chosen: Chosen<Row>;
  readonly isAll: boolean;
}

/** The filter of a list, what can be done with it, and how many rows there are. */
export function ListBar<Row extends TableRow>(props: ListBarProps<Row>) {
  const { list, choice, change, value, chosen, isAll } = props;
  const renew = useApp((state) => state.renewList);
  const field = useRef<HTMLInputElement>(null);
  useFilterFocus(field);
  const { filter } = choice;
  return (
    <Toolbar>
      <TextField
        ref={field}
        className="list-filter"
        label={words.filter}
        hideLabel
        placeholder={list.placeholder}
        value={filter}
        onChange={(typed) => change({ filter: typed.slice(0, 1000) })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || filter === '') return;
          event.preventDefault();
          change({ filter: '' });
        }}
        before={<Funnel aria-hidden="true" />}
        after={
          filter === '' ? undefined : (
            <button
              type="button"
              className="list-clear"
              aria-label={words.clearFilter}
              onClick={() => change({ filter: '' })}
            >
              <X aria-hidden="true" />
            </button>
          )
        }
      />
      <span className="list-count tabular" role="status">
        {value === undefined ? undefined : words.of(value.matching, value.all)}
        {value?.isOrdering === true ? ` · ${words.ordering}` : undefined}
      </span>
      {chosen.count > 1 ? (
        <span className="list-count tabular">{isAll ? words.allChosen : words.chosen(chosen.count)}</span>
      ) : undefined}
      <Spacer />
      {value?.isStale === true ? (
        <Button title={words.staleHint} onClick={() => renew(list.name)}>
          <RefreshCw aria-hidden="true" />
          {words.stale}
        </Button>
      ) : undefined}
      {list.Bar === undefined ? undefined : <list.Bar chosen={chosen} filter={filter} />}
    </Toolbar>
  );
}

/** By command, but not when the list comes on screen: whoever walks over the tabs stays there. */
function useFilterFocus(field: RefObject<HTMLInputElement | null>): void {
  const turn = useApp((state) => (state.focus.place === 'brokerFilter' ? state.focus.turn : 0));
  const seen = useRef(turn);
  useEffect(() => {
    if (turn > seen.current) field.current?.focus();
    seen.current = turn;
  }, [turn, field]);
}
