import type { SourceId } from '../../app/contract/areas/common.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import type { ComposerSlice } from './composer-slice.ts';
import type { ConnectionSlice } from './connection-slice.ts';
import type { FilterSlice } from './filter-slice.ts';
import type { FocusSlice } from './focus-slice.ts';
import type { HistorySlice } from './history-slice.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SelectedTopic, SelectionSlice } from './selection-state.ts';
import { selectedTopic } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';
import { chosenSource } from './sources-slice.ts';
import type { StatusSlice } from './status-slice.ts';
import type { TreeSlice } from './tree-slice.ts';

type Uses = ComposerSlice &
  ConnectionSlice &
  FilterSlice &
  FocusSlice &
  HistorySlice &
  NoticesSlice &
  StatusSlice &
  TreeSlice &
  SourcesSlice;

export function selectionSlice({ client, set, get }: SliceTools<SelectionSlice & Uses>): SelectionSlice {
  const setTopic = (source: SourceId, topic: SelectedTopic | undefined): void => {
    const { selection } = get();
    set({ selection: { ...selection, topics: { ...selection.topics, [source]: topic } } });
  };

  /** Asked after each answer: a node of one source is another one, or none, in the tree of the next. */
  const isChosen = (source: SourceId): boolean => get().selection.source === source;

  const selectNode = async (node: NodeId, children: number): Promise<void> => {
    const { source, topics } = get().selection;
    if (source === undefined || topics[source]?.node === node) return;
    get().selectMessage(undefined);
    const hasChildren = children > 0;
    setTopic(source, { node, topic: undefined, hasChildren, hasMessages: false, isBranch: hasChildren });
    const answer = await client.call('tree.node', { source, node });
    const selected = get().selection.topics[source];
    // Another topic may have been selected meanwhile.
    if (!answer.ok || selected?.node !== node) return;
    const { topic, hasMessages } = answer.value;
    const isBranch = answer.value.children > 0 && (selected.isBranch || !hasMessages);
    setTopic(source, { node, topic, hasChildren: answer.value.children > 0, hasMessages, isBranch });
    // Another source may be chosen by now: what is typed to it goes to none of this one's topics.
    if (isChosen(source)) get().topicSelected(topic);
  };

  /** The levels above the selected one, the first first; none when it is gone. */
  const levelsAbove = async (): Promise<readonly NodeId[]> => {
    const { source } = get().selection;
    const node = selectedTopic(get())?.node;
    if (source === undefined || node === undefined) return [];
    const answer = await client.call('tree.node', { source, node });
    return answer.ok && isChosen(source) ? answer.value.path.filter((level) => level !== node) : [];
  };

  return {
    selection: { source: undefined, topics: {}, sequence: undefined },
    chooseSource: (source) => {
      const isOther = source !== get().selection.source;
      set({ selection: { ...get().selection, source, sequence: undefined } });
      get().followStatus(source);
      get().followConnection(chosenSource(get())?.kind === 'connection' ? source : undefined);
      const topic = selectedTopic(get())?.topic;
      // A topic of the source before is not offered for publishing to this one.
      if (topic !== undefined || isOther) get().topicSelected(topic ?? '');
    },
    selectNode,
    selectNothing: () => {
      const { source } = get().selection;
      get().selectMessage(undefined);
      if (source !== undefined) setTopic(source, undefined);
    },
    selectMessage: (sequence) => set({ selection: { ...get().selection, sequence } }),
    showBranch: (isBranch) => {
      const { source } = get().selection;
      const selected = selectedTopic(get());
      if (source !== undefined && selected !== undefined) setTopic(source, { ...selected, isBranch });
    },
    goToTopic: async (topic) => {
      const { source } = get().selection;
      if (source === undefined) return;
      const answer = await client.call('tree.find', { source, topic });
      get().tellFailure(answer);
      if (!answer.ok || answer.value.node === undefined || !isChosen(source)) return;
      get().typeFilter('');
      await get().revealNode(answer.value.node, answer.value.path);
      get().focusPlace('tree');
    },
    revealSelected: async () => {
      const node = selectedTopic(get())?.node;
      if (node !== undefined) await get().revealNode(node, await levelsAbove());
    },
    goToParent: async () => {
      const levels = await levelsAbove();
      const parent = levels.at(-1);
      if (parent !== undefined) await get().revealNode(parent, levels);
    },
    findTopicAgain: async () => {
      const { source } = get().selection;
      const before = selectedTopic(get());
      set({ selection: { source, topics: {}, sequence: undefined } });
      if (source === undefined || before?.topic === undefined) return;
      const answer = await client.call('tree.find', { source, topic: before.topic });
      if (!answer.ok || answer.value.node === undefined) return;
      get().openNodes(answer.value.path);
      setTopic(source, { ...before, node: answer.value.node });
    },
  };
}

/**
 * The message that the inspector shows: the row the user chose, else the newest of the selected topic, as far as the
 * history has come. A branch has no message of its own to show.
 */
export function inspectedSequence(state: SelectionSlice & HistorySlice): number | undefined {
  const { sequence } = state.selection;
  if (sequence !== undefined) return sequence;
  const topic = selectedTopic(state);
  return topic === undefined || topic.isBranch ? undefined : state.history.newest;
}
