import { ArrowDownWideNarrow, Check, ChevronsDownUp, ChevronsUpDown, Funnel, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { filterProblem, treeView } from '../state/tree-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Toolbar } from '../ui/toolbar.tsx';

const words = texts.explore.tree;

/** The filter, the order, and opening and closing all of the tree. */
export function TreeToolbar() {
  const openAll = useApp((state) => state.openAll);
  const closeAll = useApp((state) => state.closeAll);
  return (
    <Toolbar>
      <FilterField />
      <SortButton />
      <IconButton name={words.openAll} onClick={openAll}>
        <ChevronsUpDown aria-hidden="true" />
      </IconButton>
      <IconButton name={words.closeAll} onClick={closeAll}>
        <ChevronsDownUp aria-hidden="true" />
      </IconButton>
    </Toolbar>
  );
}

const sorts = ['name', 'rate', 'messages'] as const;

function SortButton() {
  const sort = useApp((state) => treeView(state).sort);
  const sortTree = useApp((state) => state.sortTree);
  const entries = sorts.map((one) => ({
    kind: 'item' as const,
    id: one,
    text: words.sortBy[one],
    icon: <Check aria-hidden="true" className={one === sort ? undefined : 'tree-sort-other'} />,
    run: () => sortTree(one),
  }));
  return (
    <Menu entries={entries}>
      <IconButton name={words.sorted[sort]} className={sort === 'name' ? undefined : 'tree-sorted'}>
        <ArrowDownWideNarrow aria-hidden="true" />
      </IconButton>
    </Menu>
  );
}

function FilterField() {
  const typed = useApp((state) => treeView(state).typed);
  const filter = useApp((state) => state.filterTree);
  const focusPlace = useApp((state) => state.focusPlace);
  const stepMatch = useApp((state) => state.stepMatch);
  const field = useRef<HTMLInputElement>(null);
  useFocusPlace('filter', field);

  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && typed !== '') filter('');
    else if (event.key === 'Enter') void stepMatch(event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape' || event.key === 'ArrowDown') focusPlace('tree');
    else return;
    event.preventDefault();
  };
  return (
    <TextField
      ref={field}
      className="tree-filter"
      label={words.filter}
      hideLabel
      mono
      placeholder={words.placeholder}
      value={typed}
      onChange={filter}
      onKeyDown={press}
      problem={filterProblem(typed)?.message ?? (typed === typed.trim() ? undefined : words.filterSpaces)}
      before={<Funnel aria-hidden="true" />}
      after={typed === '' ? undefined : <FilterState />}
    />
  );
}

function FilterState() {
  const matching = useApp((state) => state.tree.value?.matching);
  const filter = useApp((state) => state.filterTree);
  return (
    <>
      {matching === undefined ? undefined : (
        <span className="tree-matches tabular" role="status">
          {words.matching(matching)}
        </span>
      )}
      <button type="button" className="tree-clear" aria-label={words.clearFilter} onClick={() => filter('')}>
        <X aria-hidden="true" />
      </button>
    </>
  );
}
