import { ClipboardCopy, Copy, ListTree, Rows3 } from 'lucide-react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { rowAsText } from './row-as-text.ts';
import type { HistoryView } from './use-history-window.ts';

const words = texts.explore.history;

/** What can be done with the chosen row. */
export function useHistoryMenu(history: HistoryView): readonly MenuEntry[] {
  const source = useApp((state) => state.selection.source);
  const copyText = useApp((state) => state.copyText);
  const copyPayload = useApp((state) => state.copyPayload);
  const goToTopic = useApp((state) => state.goToTopic);
  const { selectedPlace } = history;
  const chosen = selectedPlace === undefined ? undefined : history.rowAt(selectedPlace);
  const row = chosen?.kind === 'message' ? chosen : undefined;
  const disabled = row === undefined || source === undefined;
  // A topic that was cut for the row is not the topic.
  const hasTopic = row !== undefined && row.topic.cut === 0;
  return [
    {
      kind: 'item',
      id: 'copy-row',
      text: words.copyRow,
      icon: <Rows3 aria-hidden="true" />,
      shortcut: 'Mod+C',
      disabled,
      run: () => row && void copyText(rowAsText(row), texts.explore.tree.row),
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
      disabled: !hasTopic,
      run: () => row && void copyText(row.topic.text, texts.explore.tree.topic),
    },
    { kind: 'line', id: 'line-1' },
    {
      kind: 'item',
      id: 'find',
      text: words.findInTree,
      icon: <ListTree aria-hidden="true" />,
      disabled: !hasTopic,
      run: () => row && void goToTopic(row.topic.text),
    },
  ];
}
