import {
  ChevronDown,
  ChevronRight,
  ChevronsDownUp,
  ChevronsUpDown,
  ClipboardCopy,
  Copy,
  RotateCcw,
  SendHorizontal,
  Waypoints,
} from 'lucide-react';
import { topicCondition } from '../../app/filter/condition.ts';
import { filterEntry } from '../filter/filter-entry.tsx';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp, useAppNow, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import type { TreeWindow } from './use-tree-window.ts';

const words = texts.explore.tree;

/** What can be done with the selected topic. */
export function useTreeMenu(tree: TreeWindow): readonly MenuEntry[] {
  const topic = useApp((state) => selectedTopic(state)?.topic);
  const addCondition = useApp((state) => state.addCondition);
  const countFromNow = useApp((state) => state.countFromNow);
  const condition = topic === undefined ? undefined : topicCondition(topic);
  return [
    ...useCopyEntries(topic),
    ...useTopicEntries(topic),
    filterEntry({ id: 'filter-topic', text: texts.filter.byTopic, condition }, addCondition),
    { kind: 'line', id: 'line-1' },
    ...useBranchEntries(tree),
    {
      kind: 'item',
      id: 'count',
      text: words.countFromNow,
      icon: <RotateCcw aria-hidden="true" />,
      run: () => void countFromNow(),
    },
  ];
}

function useCopyEntries(topic: string | undefined): readonly MenuEntry[] {
  const copyText = useApp((state) => state.copyText);
  const copyPayload = useCopyLastPayload();
  const disabled = topic === undefined;
  return [
    {
      kind: 'item',
      id: 'copy-topic',
      text: words.copyTopic,
      icon: <Copy aria-hidden="true" />,
      shortcut: 'Mod+C',
      disabled,
      run: () => void copyText(topic ?? '', words.topic),
    },
    {
      kind: 'item',
      id: 'copy-payload',
      text: words.copyPayload,
      icon: <ClipboardCopy aria-hidden="true" />,
      disabled,
      run: () => void copyPayload(),
    },
  ];
}

/** Where else the topic leads. */
function useTopicEntries(topic: string | undefined): readonly MenuEntry[] {
  const composeTo = useApp((state) => state.composeTo);
  const showTrace = useApp((state) => state.showTraceOfTopic);
  const disabled = topic === undefined;
  return [
    {
      kind: 'item',
      id: 'compose',
      text: words.compose,
      icon: <SendHorizontal aria-hidden="true" />,
      disabled,
      run: () => composeTo(topic ?? ''),
    },
    {
      kind: 'item',
      id: 'trace',
      text: texts.trace.showTopic,
      icon: <Waypoints aria-hidden="true" />,
      disabled,
      run: () => void showTrace(),
    },
  ];
}

function useCopyLastPayload(): () => Promise<void> {
  const now = useAppNow();
  const client = useClient();
  return async () => {
    const state = now();
    const { source } = state.selection;
    const node = selectedTopic(state)?.node;
    if (source === undefined || node === undefined) return;
    const answer = await client.call('history.latest', { source, node });
    state.tellFailure(answer);
    if (!answer.ok) return;
    if (answer.value.sequence === undefined) state.tellDone(words.noPayload);
    else await state.copyPayload(source, answer.value.sequence);
  };
}

/** Opening and closing the branch, if the selected row is one. */
function useBranchEntries(tree: TreeWindow): readonly MenuEntry[] {
  const openNodes = useApp((state) => state.openNodes);
  const closeNodes = useApp((state) => state.closeNodes);
  const openBelow = useApp((state) => state.openBelow);
  const closeBelow = useApp((state) => state.closeBelow);
  const row = tree.selectedRow === undefined ? undefined : tree.rowAt(tree.selectedRow);
  if (row === undefined || row.children === 0) return [];
  return [
    {
      kind: 'item',
      id: 'branch',
      text: row.open ? words.closeBranch : words.openBranch,
      icon: row.open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />,
      run: () => (row.open ? closeNodes([row.node]) : openNodes([row.node])),
    },
    {
      kind: 'item',
      id: 'open-below',
      text: words.openBelow,
      icon: <ChevronsUpDown aria-hidden="true" />,
      run: () => void openBelow(),
    },
    {
      kind: 'item',
      id: 'close-below',
      text: words.closeBelow,
      icon: <ChevronsDownUp aria-hidden="true" />,
      run: () => void closeBelow(),
    },
    { kind: 'line', id: 'line-2' },
  ];
}
