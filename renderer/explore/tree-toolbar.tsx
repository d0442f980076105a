import { ArrowDownWideNarrow, Check, ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useId, useRef } from 'react';
import { FilterLine } from '../filter/filter-line.tsx';
import { sourceFilter } from '../state/filter-slice.ts';
import { problemOf } from '../state/filter-text.ts';
import { treeView } from '../state/tree-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { Toolbar } from '../ui/toolbar.tsx';
import { FilterNote } from './filter-note.tsx';
import { TreeFilter } from './tree-filter.tsx';

const words = texts.explore.tree;

/** The filter, the order, and opening and closing all of the tree. */
export function TreeToolbar() {
  const openAll = useApp((state) => state.openAll);
  const closeAll = useApp((state) => state.closeAll);
  const field = useRef<HTMLInputElement>(null);
  const typed = useApp((state) => sourceFilter(state).typed);
  const removeCondition = useApp((state) => state.removeCondition);
  // What the engine has against the filter, where the language has nothing.
  const refused = useApp((state) =>
    sourceFilter(state).text === typed.trim() ? state.history.value?.problem : undefined,
  );
  const problem = problemOf(typed) ?? refused;
  const problemId = useId();
  return (
    <>
      <Toolbar>
        <TreeFilter field={field} problem={problem} problemId={problemId} />
        <SortButton />
        <IconButton name={words.openAll} onClick={openAll}>
          <ChevronsUpDown aria-hidden="true" />
        </IconButton>
        <IconButton name={words.closeAll} onClick={closeAll}>
          <ChevronsDownUp aria-hidden="true" />
        </IconButton>
      </Toolbar>
      <FilterLine
        field={field}
        typed={typed}
        onRemove={removeCondition}
        problem={problem}
        problemId={problemId}
      />
      <FilterNote />
    </>
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
