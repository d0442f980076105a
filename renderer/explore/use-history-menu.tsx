import { ClipboardCopy, Copy, ListTree, MessageSquareText, Rows3, Waypoints } from 'lucide-react';
import type { HistoryRow } from '../../app/contract/areas/history.ts';
import { clientCondition, payloadCondition, shownTopicCondition } from '../../app/filter/condition.ts';
import { filterEntry } from '../filter/filter-entry.tsx';
import { isAboutMessage } from '../packet/show-message.tsx';
import { useWholeTopic } from '../packet/use-whole-topic.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { useCopyRow } from './use-copy-row.ts';
import type { HistoryView } from './use-history-window.ts';

const words = texts.explore.history;

/** What can be done with the chosen row. */
export function useHistoryMenu(history: HistoryView): readonly MenuEntry[] {
  const addCondition = useApp((state) => state.addCondition);
  const { chosenRow } = history;
  const message = chosenRow?.kind === 'message' ? chosenRow : undefined;
  return [
    ...useCopyEntries(message),
    { kind: 'line', id: 'line-1' },
    ...useOtherPlaces(chosenRow, message),
    { kind: 'line', id: 'line-2' },
    ...filtersOf(message).map((filter) => filterEntry(filter, addCondition)),
  ];
}

type MessageRow = Extract<HistoryRow, { kind: 'message' }>;

/** A topic that was cut for the row is not the topic. */
function wholeTopic(row: MessageRow | undefined): string | undefined {
  return row === undefined || row.topic.cut > 0 ? undefined : row.topic.text;
}

function useCopyEntries(row: MessageRow | undefined): readonly MenuEntry[] {
  const source = useApp((state) => state.selection.source);
  const copyText = useApp((state) => state.copyText);
  const copyRow = useCopyRow();
  const copyPayload = useApp((state) => state.copyPayload);
  const disabled = row === undefined || source === undefined;
  const topic = wholeTopic(row);
  const topicOf = useWholeTopic();
  const copyTopic = async (): Promise<void> => {
    const whole = row && topic !== undefined ? await topicOf(topic, row.sequence) : undefined;
    if (whole !== undefined) await copyText(whole, texts.explore.tree.topic);
  };
  return [
    {
      kind: 'item',
      id: 'copy-row',
      text: words.copyRow,
      icon: <Rows3 aria-hidden="true" />,
      shortcut: 'Mod+C',
      disabled,
      run: () => row && void copyRow(row),
    },
    {
      kind: 'item',
      id: 'copy-payload',
      text: words.copyPayload,
      icon: <ClipboardCopy aria-hidden="true" />,
      disabled,
      run: () => !disabled && void copyPayload(source, row.sequence),
    },
    {
      kind: 'item',
      id: 'copy-topic',
      text: words.copyTopic,
      icon: <Copy aria-hidden="true" />,
      disabled: topic === undefined,
      run: () => void copyTopic(),
    },
  ];
}

/** Where else the row is: its topic in the tree, its packet in a trace. */
function useOtherPlaces(row: HistoryRow | undefined, message: MessageRow | undefined): readonly MenuEntry[] {
  const goToTopic = useApp((state) => state.goToTopic);
  const showTraceOf = useApp((state) => state.showTraceOf);
  const source = useApp((state) => state.selection.source);
  const showMessageOf = useApp((state) => state.showMessageOf);
  const topic = wholeTopic(message);
  const topicOf = useWholeTopic();
  const find = async (): Promise<void> => {
    const whole = message && topic !== undefined ? await topicOf(topic, message.sequence) : undefined;
    if (whole !== undefined) await goToTopic(whole);
  };
  const packet = row?.kind === 'mark' ? undefined : row;
  const about = row?.kind === 'packet' && isAboutMessage(row.type) ? row : undefined;
  return [
    {
      kind: 'item',
      id: 'find',
      text: words.findInTree,
      icon: <ListTree aria-hidden="true" />,
      disabled: topic === undefined,
      run: () => void find(),
    },
    {
      kind: 'item',
      id: 'trace',
      text: texts.trace.show,
      icon: <Waypoints aria-hidden="true" />,
      disabled: packet === undefined,
      run: () => packet && void showTraceOf(packet.sequence),
    },
    {
      kind: 'item',
      id: 'message',
      text: texts.trace.showMessage,
      icon: <MessageSquareText aria-hidden="true" />,
      disabled: about === undefined || source === undefined,
      run: () => about && source && void showMessageOf({ source, sequence: about.sequence }),
    },
  ];
}

/** What was cut for the row, or is shown as hex, is not what stands in the message. */
function filtersOf(row: MessageRow | undefined) {
  const topic = wholeTopic(row);
  const hasText = row !== undefined && !row.binary && row.preview.cut === 0 && row.preview.text !== '';
  return [
    {
      id: 'filter-topic',
      text: texts.filter.byTopic,
      condition: topic === undefined ? undefined : shownTopicCondition(topic),
    },
    {
      id: 'filter-client',
      text: texts.filter.byClient,
      condition: row === undefined || row.client === '' ? undefined : clientCondition(row.client),
    },
    {
      id: 'filter-payload',
      text: texts.filter.byPayload,
      condition: hasText ? payloadCondition(row.preview.text) : undefined,
    },
  ];
}
