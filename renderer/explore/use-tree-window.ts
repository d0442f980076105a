import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { NodeId, TreeRow, TreeValue } from '../../app/contract/areas/tree.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { treeExpansion, treeView } from '../state/tree-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { clampTop, topToShow } from '../ui/row-scroll.ts';
import type { TreeRequest } from './tree-window.ts';
import { atTop, drawnTop, planRequest, positionAt, topNow } from './tree-window.ts';

/** The tree as the screen has it. */
export interface TreeWindow {
  readonly count: number;
  readonly top: number;
  /** The row at the upper edge of what is drawn: another one while the rows at `top` are awaited. */
  readonly drawnTop: number;
  readonly visible: number;
  /** The row of the selected node, on screen or not. */
  readonly selectedRow: number | undefined;
  readonly rowAt: (row: number) => TreeRow | undefined;
  /** Undefined for one that is not at hand. */
  readonly rowOf: (node: NodeId) => number | undefined;
  readonly scrollTo: (top: number) => void;
  readonly setVisible: (visible: number) => void;
  /** Somebody points at the rows: they keep their places. */
  readonly setPointed: (isPointed: boolean) => void;
  /** Selects a row and brings it on screen; one that is not at hand as soon as it is. */
  readonly goToRow: (row: number) => void;
}

/** Follows the tree of the chosen source and keeps the rows in their place. */
export function useTreeWindow(): TreeWindow {
  const value = useApp((state) => state.tree.value);
  const selectNode = useApp((state) => state.selectNode);
  const selected = useApp((state) => selectedTopic(state)?.node);
  const valueFocus = useApp((state) => state.tree.valueFocus);
  const [position, setPosition] = useState(atTop);
  const [visible, setVisible] = useState(0);
  const [isPointed, setPointed] = useState(false);
  const pending = useRef<number>(undefined);

  const count = value?.total ?? 0;
  const top = clampTop(topNow(position, value), { count, visible });
  const scrollTo = useCallback((next: number) => setPosition(positionAt(next, value)), [value]);
  const rowAt = useCallback((row: number) => value?.rows[row - value.from], [value]);

  useFollowTree(position, visible, selected, isPointed);
  useReveal(top, visible, scrollTo);
  useEffect(() => {
    // After a jump the row at the edge is known only now: hold it.
    if (position.anchor === undefined && position.top > 0) {
      const held = positionAt(position.top, value);
      if (held.anchor !== undefined) setPosition(held);
    }
    const row = pending.current === undefined ? undefined : rowAt(pending.current);
    if (row === undefined) return;
    pending.current = undefined;
    void selectNode(row.node, row.children);
  }, [value, position, rowAt, selectNode]);

  const goToRow = (row: number): void => {
    scrollTo(topToShow(row, top, { count, visible }));
    const found = rowAt(row);
    pending.current = found === undefined ? row : undefined;
    if (found !== undefined) void selectNode(found.node, found.children);
  };
  // A row on screen is known before the engine has told where it is: a click shows at once.
  const selectedRow = valueFocus === selected ? value?.focusRow : rowOfNode(selected, value);
  return {
    count,
    top,
    drawnTop: drawnTop(top, visible, value),
    visible,
    selectedRow,
    rowAt,
    rowOf: (node) => rowOfNode(node, value),
    scrollTo,
    setVisible,
    setPointed,
    goToRow,
  };
}

function rowOfNode(node: NodeId | undefined, value: TreeValue | undefined): number | undefined {
  const at = value?.rows.findIndex((row) => row.node === node) ?? -1;
  return value === undefined || at < 0 ? undefined : value.from + at;
}

/** Asks the feed for what the screen needs. */
function useFollowTree(
  position: { readonly top: number; readonly anchor: NodeId | undefined },
  visible: number,
  focus: NodeId | undefined,
  isPointed: boolean,
): void {
  const source = useApp((state) => state.selection.source);
  const filter = useApp((state) => sourceFilter(state).text);
  const sort = useApp((state) => treeView(state).sort);
  // By name nothing would move.
  const isStill = isPointed && sort !== 'name';
  const expansion = useApp(treeExpansion);
  const value = useApp((state) => state.tree.value);
  const followTree = useApp((state) => state.followTree);
  const last = useRef<TreeRequest>(undefined);
  const request = useMemo(() => {
    last.current = planRequest(last.current, position, visible, value);
    return last.current;
  }, [position, visible, value]);

  useEffect(() => {
    if (source === undefined || visible === 0) return;
    followTree({ source, filter, sort, isStill, expansion, ...request, focus });
  }, [followTree, source, filter, sort, isStill, expansion, request, focus, visible]);
  useEffect(() => () => followTree(undefined), [followTree]);
}

/** Brings the selected row on screen when a command selected it, as soon as its row is known. */
function useReveal(top: number, visible: number, scrollTo: (top: number) => void): void {
  const reveal = useApp((state) => state.tree.reveal);
  const node = useApp((state) => selectedTopic(state)?.node);
  const valueFocus = useApp((state) => state.tree.valueFocus);
  const focusRow = useApp((state) => state.tree.value?.focusRow);
  const count = useApp((state) => state.tree.value?.total ?? 0);
  const done = useRef(reveal);

  useEffect(() => {
    if (done.current === reveal || focusRow === undefined || valueFocus !== node) return;
    done.current = reveal;
    const isOnScreen = focusRow >= top && focusRow + 1 <= top + visible;
    if (!isOnScreen) scrollTo(clampTop(focusRow - visible / 3, { count, visible }));
  }, [reveal, node, valueFocus, focusRow, top, visible, count, scrollTo]);
}
