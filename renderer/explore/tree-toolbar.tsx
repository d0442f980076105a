import { ArrowDownWideNarrow, Check, ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useId, useRef } from 'react';
import { treeView } from '../state/tree-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { Toolbar } from '../ui/toolbar.tsx';
import { FilterNote } from './filter-note.tsx';
import { TreeFilter, TreeFilterLine } from './tree-filter.tsx';

const words = texts.explore.tree;

/** The filter, the order, and opening and closing all of the tree. */
export function TreeToolbar() {
  const openAll = useApp((state) => state.openAll);
  const closeAll = useApp((state) => state.closeAll);
  const field = useRef<HTMLInputElement>(null);
  const problemId = useId();
  return (
    <>
      <Toolbar>
        <TreeFilter field={field} problemId={problemId} />
        <SortButton />
        <IconButton name={words.openAll} onClick={openAll}>
          <ChevronsUpDown aria-hidden="true" />
        </IconButton>
        <IconButton name={words.closeAll} onClick={closeAll}>
          <ChevronsDownUp aria-hidden="true" />
        </IconButton>
      </Toolbar>
      <TreeFilterLine field={field} problemId={problemId} />
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
