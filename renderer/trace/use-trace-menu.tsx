import { Copy, MessageSquareText, Rows3 } from 'lucide-react';
import type { ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import { clientCondition, shownTopicCondition } from '../../app/filter/condition.ts';
import { outcomeWord } from '../exchange/row-texts.ts';
import { filterEntry } from '../filter/filter-entry.tsx';
import { useWholeTopic } from '../packet/use-whole-topic.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { useCopyExchange } from './use-copy-exchange.ts';
import type { TraceView } from './use-trace-window.ts';

const words = texts.trace;

/** What can be done with the chosen exchange. */
export function useTraceMenu(view: TraceView): readonly MenuEntry[] {
  const copyText = useApp((state) => state.copyText);
  const copyRow = useCopyExchange();
  const source = useApp((state) => state.selection.source);
  const showMessageOf = useApp((state) => state.showMessageOf);
  const addCondition = useApp((state) => state.addTraceCondition);
  const row = view.chosenRow;
  const message = row?.kind === 'publish' || row?.kind === 'delivery' ? row : undefined;
  // A topic that was cut for the row is not the topic.
  const hasTopic = message?.what.cut === 0;
  const topicOf = useWholeTopic();
  const copyTopic = async (): Promise<void> => {
    const whole = message && (await topicOf(message.what.text, message.id));
    if (whole !== undefined) await copyText(whole, texts.explore.tree.topic);
  };
  return [
    {
      kind: 'item',
      id: 'message',
      text: words.showMessage,
      icon: <MessageSquareText aria-hidden="true" />,
      disabled: message === undefined || source === undefined,
      run: () => message && source && void showMessageOf({ source, sequence: message.id }),
    },
    { kind: 'line', id: 'line-1' },
    {
      kind: 'item',
      id: 'copy-row',
      text: words.list.copyRow,
      icon: <Rows3 aria-hidden="true" />,
      shortcut: 'Mod+C',
      disabled: row === undefined,
      run: () => row && void copyRow(row),
    },
    {
      kind: 'item',
      id: 'copy-topic',
      text: texts.explore.history.copyTopic,
      icon: <Copy aria-hidden="true" />,
      disabled: !hasTopic,
      run: () => void copyTopic(),
    },
    { kind: 'line', id: 'line-2' },
    ...filtersOf(row).map((filter) => filterEntry(filter, addCondition)),
  ];
}

/** A topic that was cut for the row is not the topic. */
function filtersOf(row: ExchangeRow | undefined) {
  const isMessage = row?.kind === 'publish' || row?.kind === 'delivery';
  return [
    {
      id: 'filter-client',
      text: texts.filter.byClient,
      condition: row === undefined || row.client === '' ? undefined : clientCondition(row.client),
    },
    {
      id: 'filter-topic',
      text: texts.filter.byTopic,
      condition: isMessage && row.what.cut === 0 ? shownTopicCondition(row.what.text) : undefined,
    },
    {
      id: 'filter-outcome',
      text: words.list.byOutcome,
      condition: row === undefined ? undefined : `outcome:${outcomeWord(row)}`,
    },
  ];
}
