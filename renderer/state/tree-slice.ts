import type { ContractError } from '../../app/contract/answer.ts';
import type { Expansion, NodeId, TreeParams, TreeSort, TreeValue } from '../../app/contract/areas/tree.ts';
import { texts } from '../texts/en.ts';
import { allClosed, allOpen, withNodes } from './expansion.ts';
import { feedSlot } from './feed-slot.ts';
import type { FilterSlice } from './filter-slice.ts';
import { sourceFilter } from './filter-slice.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

/** How the tree of one source was left. */
export interface TreeView {
  readonly expansion: Expansion;
  /** While a filter is set everything that leads to a match is open, but for what the user closes. */
  readonly filteredExpansion: Expansion;
  readonly sort: TreeSort;
}

const untouched: TreeView = { expansion: allClosed, filteredExpansion: allOpen, sort: 'name' };

export interface TreeSlice {
  readonly tree: {
    readonly views: Readonly<Record<string, TreeView>>;
    readonly value: TreeValue | undefined;
    /** The node whose row `value.focusRow` tells. */
    readonly valueFocus: NodeId | undefined;
    readonly problem: ContractError | undefined;
    /** Rises whenever a command selects a topic, so that the tree brings it on screen. */
    readonly reveal: number;
  };
  readonly followTree: (params: TreeParams | undefined) => void;
  /** The source is filtered by another text, or by none. */
  readonly filterChanged: (text: string) => void;
  readonly sortTree: (sort: TreeSort) => void;
  readonly openNodes: (nodes: readonly NodeId[]) => void;
  readonly closeNodes: (nodes: readonly NodeId[]) => void;
  /** Opens or closes the selected branch and everything below it. */
  readonly openBelow: () => Promise<void>;
  readonly closeBelow: () => Promise<void>;
  readonly openAll: () => void;
  readonly closeAll: () => void;
  /** Selects the next or previous row that the filter matches, and opens what leads to it. */
  readonly stepMatch: (towards: 'next' | 'previous') => Promise<void>;
  /** Selects a node and brings its row on screen, opening what leads to it. */
  readonly revealNode: (node: NodeId, path: readonly NodeId[]) => Promise<void>;
  /** A new engine has other nodes. */
  readonly forgetNodes: () => void;
}

export function treeSlice({
  client,
  set,
  get,
}: SliceTools<TreeSlice & FilterSlice & NoticesSlice & SelectionSlice>): TreeSlice {
  let latest: TreeParams | undefined;
  const slot = feedSlot(
    client,
    'tree',
    // A value that is told answers the latest parameters.
    (value) => set({ tree: { ...get().tree, value, valueFocus: latest?.focus, problem: undefined } }),
    (problem) => set({ tree: { ...get().tree, problem } }),
  );
  const change = (changed: (view: TreeView) => TreeView): void => {
    const { source } = get().selection;
    const { tree } = get();
    if (source === undefined) return;
    set({ tree: { ...tree, views: { ...tree.views, [source]: changed(tree.views[source] ?? untouched) } } });
  };
  const expand = (changed: (expansion: Expansion) => Expansion): void =>
    change((view) =>
      sourceFilter(get()).text === ''
        ? { ...view, expansion: changed(view.expansion) }
        : { ...view, filteredExpansion: changed(view.filteredExpansion) },
    );
  const branchesBelow = async (): Promise<readonly NodeId[]> => {
    const { source, topics } = get().selection;
    const node = source === undefined ? undefined : topics[source]?.node;
    if (source === undefined || node === undefined) return [];
    const answer = await client.call('tree.branches', { source, node });
    get().tellFailure(answer);
    if (!answer.ok || get().selection.source !== source) return [];
    if (answer.value.more) get().tellDone(texts.explore.tree.moreBranches);
    return answer.value.nodes;
  };
  return {
    tree: { views: {}, value: undefined, valueFocus: undefined, problem: undefined, reveal: 0 },
    followTree: (params) => {
      if (params?.source !== latest?.source) set({ tree: { ...get().tree, value: undefined } });
      latest = params;
      slot.follow(params);
    },
    filterChanged: (text) => {
      change((view) => ({ ...view, filteredExpansion: allOpen }));
      // What was found is not lost again in the whole tree.
      if (text === '') void get().revealSelected();
    },
    sortTree: (sort) => change((view) => ({ ...view, sort })),
    openNodes: (nodes) => expand((expansion) => withNodes(expansion, nodes, true)),
    closeNodes: (nodes) => expand((expansion) => withNodes(expansion, nodes, false)),
    openBelow: async () => get().openNodes(await branchesBelow()),
    closeBelow: async () => get().closeNodes(await branchesBelow()),
    openAll: () => expand(() => allOpen),
    closeAll: () => expand(() => allClosed),
    stepMatch: async (towards) => {
      const { source, topics } = get().selection;
      const filter = sourceFilter(get()).text;
      if (source === undefined || filter === '') return;
      const from = topics[source]?.node;
      const { sort } = treeView(get());
      const answer = await client.call('tree.step', { source, filter, sort, from, towards });
      get().tellFailure(answer);
      if (!answer.ok || answer.value.node === undefined || get().selection.source !== source) return;
      await get().revealNode(answer.value.node, answer.value.path);
    },
    revealNode: async (node, path) => {
      get().openNodes(path.filter((one) => one !== node));
      set({ tree: { ...get().tree, reveal: get().tree.reveal + 1 } });
      await get().selectNode(node, 0);
    },
    forgetNodes: () => {
      const views = Object.entries(get().tree.views).map(([source, { sort }]) => [
        source,
        { ...untouched, sort },
      ]);
      set({ tree: { ...get().tree, views: Object.fromEntries(views) } });
    },
  };
}

/** How the tree of the chosen source stands. */
export function treeView(state: TreeSlice & SelectionSlice): TreeView {
  const { source } = state.selection;
  return (source === undefined ? undefined : state.tree.views[source]) ?? untouched;
}

/** What is open in the tree of the chosen source. */
export function treeExpansion(state: TreeSlice & FilterSlice & SelectionSlice): Expansion {
  const view = treeView(state);
  return sourceFilter(state).text === '' ? view.expansion : view.filteredExpansion;
}
