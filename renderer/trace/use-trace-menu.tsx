import { Copy, Funnel, MessageSquareText, Rows3 } from 'lucide-react';
import type { ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import { clientCondition, topicCondition } from '../../app/filter/condition.ts';
import { rowAsText } from '../exchange/row-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import type { TraceView } from './use-trace-window.ts';

const words = texts.trace;

/** What can be done with the chosen exchange. */
export function useTraceMenu(view: TraceView): readonly MenuEntry[] {
  const copyText = useApp((state) => state.copyText);
  const showMessage = useApp((state) => state.showMessage);
  const filterEntries = useFilterEntries();
  const row = view.chosenRow;
  // A topic that was cut for the row is not the topic.
  const message = row?.kind === 'publish' && row.what.cut === 0 ? row : undefined;
  return [
    {
      kind: 'item',
      id: 'message',
      text: words.showMessage,
      icon: <MessageSquareText aria-hidden="true" />,
      disabled: message === undefined,
      run: () => message && void showMessage(message.what.text, message.id),
    },
    { kind: 'line', id: 'line-1' },
    {
      kind: 'item',
      id: 'copy-row',
      text: words.list.copyRow,
      icon: <Rows3 aria-hidden="true" />,
      shortcut: 'Mod+C',
      disabled: row === undefined,
      run: () => row && void copyText(rowAsText(row), words.list.row),
    },
    {
      kind: 'item',
      id: 'copy-topic',
      text: texts.explore.history.copyTopic,
      icon: <Copy aria-hidden="true" />,
      disabled: message === undefined,
      run: () => message && void copyText(message.what.text, texts.explore.tree.topic),
    },
    { kind: 'line', id: 'line-2' },
    ...filterEntries(row),
  ];
}

function useFilterEntries(): (row: ExchangeRow | undefined) => readonly MenuEntry[] {
  const addCondition = useApp((state) => state.addTraceCondition);
  const item = (id: string, text: string, condition: string | undefined): MenuEntry => ({
    kind: 'item',
    id,
    text,
    icon: <Funnel aria-hidden="true" />,
    disabled: condition === undefined,
    run: () => condition !== undefined && addCondition(condition),
  });
  return (row) => {
    const client = row === undefined || row.client === '' ? undefined : clientCondition(row.client);
    const isMessage = row?.kind === 'publish' || row?.kind === 'delivery';
    const topic = isMessage && row.what.cut === 0 ? topicCondition(row.what.text) : undefined;
    return [
      item('filter-client', texts.filter.byClient, client),
      item('filter-topic', texts.filter.byTopic, topic),
      item('filter-outcome', words.list.byOutcome, row === undefined ? undefined : `outcome:${row.outcome}`),
    ];
  };
}
