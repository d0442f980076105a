import type { KeyboardEvent } from 'react';
import { useCallback, useId, useRef } from 'react';
import type { TreeRow } from '../../app/contract/areas/tree.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp, useAppNow } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { ContextMenu } from '../ui/menu.tsx';
import { rowAfterKey } from '../ui/row-scroll.ts';
import { VirtualRows } from '../ui/virtual-rows.tsx';
import { treeKeyAction } from './tree-keys.ts';
import { TreeRowView } from './tree-row.tsx';
import type { Typed } from './typeahead.ts';
import { findTyped, typeLetter } from './typeahead.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useTreeMenu } from './use-tree-menu.tsx';
import type { TreeWindow } from './use-tree-window.ts';
import { useTreeWindow } from './use-tree-window.ts';

/** The rows of the tree, with the keyboard of an ARIA tree grid. */
export function TopicTree() {
  const tree = useTreeWindow();
  const keys = useTreeKeys(tree);
  const menu = useTreeMenu(tree);
  const list = useRef<HTMLElement>(null);
  const id = useId();
  const toggle = useToggle();
  const keyOf = useRowKeys({ ...tree, top: tree.drawnTop, placeOf: ({ node }) => tree.rowOf(node) });
  const select = useApp((state) => state.selectNode);
  useFocusPlace('tree', list);

  const renderRow = (row: number) => {
    const found = tree.rowAt(row);
    if (found === undefined) return <div key={`row-${row}`} className="row" role="presentation" />;
    return (
      <TreeRowView
        key={keyOf(row)}
        id={`${id}-${found.node}`}
        row={found}
        index={row}
        isSelected={row === tree.selectedRow}
        onSelect={select}
        onToggle={toggle}
      />
    );
  };
  const active = tree.selectedRow === undefined ? undefined : tree.rowAt(tree.selectedRow)?.node;
  return (
    <ContextMenu entries={menu}>
      <div
        className="tree-body"
        onPointerEnter={() => tree.setPointed(true)}
        onPointerLeave={() => tree.setPointed(false)}
      >
        <VirtualRows
          ref={list}
          role="treegrid"
          label={texts.explore.tree.label}
          scrollbarName={texts.explore.tree.scrollbar}
          count={tree.count}
          top={tree.top}
          drawnTop={tree.drawnTop}
          visible={tree.visible}
          columns={4}
          active={active === undefined ? undefined : `${id}-${active}`}
          onTop={tree.scrollTo}
          onVisible={tree.setVisible}
          onKeyDown={keys}
          renderRow={renderRow}
        />
      </div>
    </ContextMenu>
  );
}

function useToggle(): (row: TreeRow) => void {
  const openNodes = useApp((state) => state.openNodes);
  const closeNodes = useApp((state) => state.closeNodes);
  return useCallback(
    (row) => (row.open ? closeNodes([row.node]) : openNodes([row.node])),
    [openNodes, closeNodes],
  );
}

/** Arrows, Home, End, pages; right and left open, close and walk; letters search; Ctrl/Cmd C copies the topic. */
function useTreeKeys(tree: TreeWindow): (event: KeyboardEvent<HTMLDivElement>) => void {
  const now = useAppNow();
  const toggle = useToggle();
  const goToParent = useGoToParent(tree);
  const typed = useRef<Typed>(undefined);

  const move = (event: KeyboardEvent): boolean => {
    const next = rowAfterKey(event.key, tree.selectedRow, { count: tree.count, visible: tree.visible });
    if (next !== undefined) tree.goToRow(next);
    return next !== undefined;
  };
  const act = (event: KeyboardEvent): boolean => {
    const row = tree.selectedRow === undefined ? undefined : tree.rowAt(tree.selectedRow);
    if (row === undefined || tree.selectedRow === undefined) return false;
    const action = treeKeyAction(event.key, row);
    if (action === 'open' || action === 'close') toggle(row);
    else if (action === 'first child') tree.goToRow(tree.selectedRow + 1);
    else if (action === 'parent') goToParent(row, tree.selectedRow);
    return action !== undefined;
  };
  const search = (event: KeyboardEvent): boolean => {
    const isStep = sourceFilter(now()).text !== '' && event.key.toLowerCase() === 'n';
    if (event.key.length !== 1 || event.key === ' ' || event.key === '/' || isStep) return false;
    typed.current = typeLetter(typed.current, event.key, event.timeStamp);
    const { value } = now().tree;
    if (value === undefined) return false;
    const names = value.rows.map((row) => row.name.text);
    const at = findTyped(names, (tree.selectedRow ?? -1) - value.from, typed.current.letters);
    if (at !== undefined) tree.goToRow(value.from + at);
    return true;
  };
  const copy = (event: KeyboardEvent): boolean => {
    const topic = selectedTopic(now())?.topic;
    const isCopy = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isCopy || topic === undefined) return false;
    void now().copyText(topic, texts.explore.tree.topic);
    return true;
  };
  return (event) => {
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey);
    if (isPlain ? move(event) || act(event) || search(event) : copy(event)) event.preventDefault();
  };
}

/** The parent's row is above, at hand or not. */
function useGoToParent(tree: TreeWindow): (row: TreeRow, at: number) => void {
  const now = useAppNow();
  const goToNodeParent = useApp((state) => state.goToParent);
  return (row, at) => {
    const { value } = now().tree;
    for (let above = at - 1; above >= (value?.from ?? 0); above -= 1) {
      if ((tree.rowAt(above)?.depth ?? row.depth) < row.depth) {
        tree.goToRow(above);
        return;
      }
    }
    void goToNodeParent();
  };
}
