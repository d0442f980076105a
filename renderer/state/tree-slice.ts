import type { ContractError } from '../../app/contract/answer.ts';
import type { Expansion, NodeId, TreeParams, TreeValue } from '../../app/contract/areas/tree.ts';
import type { AppState, SliceTools } from './app-state.ts';
import { allClosed, allOpen, withNodes } from './expansion.ts';
import { feedSlot } from './feed-slot.ts';

/** How the tree of one source was left. */
export interface TreeView {
  readonly filter: string;
  readonly expansion: Expansion;
  /** While a filter is set everything that leads to a match is open, but for what the user closes. */
  readonly filteredExpansion: Expansion;
}

const untouched: TreeView = { filter: '', expansion: allClosed, filteredExpansion: allOpen };

export interface TreeSlice {
  readonly tree: {
    readonly views: Readonly<Record<string, TreeView>>;
    readonly value: TreeValue | undefined;
    readonly problem: ContractError | undefined;
  };
  readonly followTree: (params: TreeParams | undefined) => void;
  readonly filterTree: (filter: string) => void;
  readonly openNodes: (nodes: readonly NodeId[]) => void;
  readonly closeNodes: (nodes: readonly NodeId[]) => void;
  readonly openAll: () => void;
  readonly closeAll: () => void;
  /** Selects the next or previous row that the filter matches, and opens what leads to it. */
  readonly stepMatch: (towards: 'next' | 'previous') => Promise<void>;
  /** A new engine has other nodes. */
  readonly forgetNodes: () => void;
}

export function treeSlice({ client, set, get }: SliceTools): TreeSlice {
  const slot = feedSlot(
    client,
    'tree',
    (value) => set({ tree: { ...get().tree, value, problem: undefined } }),
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
      view.filter === ''
        ? { ...view, expansion: changed(view.expansion) }
        : { ...view, filteredExpansion: changed(view.filteredExpansion) },
    );
  return {
    tree: { views: {}, value: undefined, problem: undefined },
    followTree: (params) => {
      if (params === undefined) set({ tree: { ...get().tree, value: undefined } });
      slot.follow(params);
    },
    filterTree: (filter) => change((view) => ({ ...view, filter, filteredExpansion: allOpen })),
    openNodes: (nodes) => expand((expansion) => withNodes(expansion, nodes, true)),
    closeNodes: (nodes) => expand((expansion) => withNodes(expansion, nodes, false)),
    openAll: () => expand(() => allOpen),
    closeAll: () => expand(() => allClosed),
    stepMatch: async (towards) => {
      const { source, topics } = get().selection;
      const { filter } = treeView(get());
      if (source === undefined || filter === '') return;
      const from = topics[source]?.node;
      const answer = await client.call('tree.step', { source, filter, from, towards });
      get().tellFailure(answer);
      if (!answer.ok || answer.value.node === undefined) return;
      get().openNodes(answer.value.path.filter((node) => node !== answer.value.node));
      await get().selectNode(answer.value.node, 0);
    },
    forgetNodes: () => {
      const views = Object.entries(get().tree.views).map(([source, view]) => [
        source,
        { ...untouched, filter: view.filter },
      ]);
      set({ tree: { ...get().tree, views: Object.fromEntries(views) } });
    },
  };
}

/** How the tree of the chosen source stands. */
export function treeView(state: AppState): TreeView {
  const { source } = state.selection;
  return (source === undefined ? undefined : state.tree.views[source]) ?? untouched;
}

/** What is open in the tree of the chosen source. */
export function treeExpansion(state: AppState): Expansion {
  const view = treeView(state);
  return view.filter === '' ? view.expansion : view.filteredExpansion;
}
