import { Copy, ListTree, Trash2, Waypoints } from 'lucide-react';
import type { RetainedRow } from '../../app/contract/areas/broker/retained.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import type { Chosen, ListPanelDefinition } from './list-definition.ts';
import { ListPanel } from './list-panel.tsx';
import { RetainedBar } from './retained-bar.tsx';
import { retainedColumns } from './retained-columns.tsx';
import { useCopyCell } from './use-copy-cell.ts';

const words = texts.broker.retained;

const retainedList: ListPanelDefinition<RetainedRow> = {
  name: 'retained',
  label: words.tab,
  scrollbarName: words.scrollbar,
  placeholder: words.placeholder,
  watch: (client, params, listener) => client.watch('brokerRetained', params, listener),
  columns: retainedColumns,
  firstSort: { column: 'topic', isDescending: false },
  hasMany: true,
  none: () => <Empty title={words.none} />,
  nameOf: (row) => row.topic.text,
  useMenu: useRetainedMenu,
  Bar: RetainedBar,
};

function useRetainedMenu({ rows, target }: Chosen<RetainedRow>): readonly MenuEntry[] {
  const explore = useApp((state) => state.exploreTopic);
  const showTrace = useApp((state) => state.showTraceAtBroker);
  const clear = useApp((state) => state.clearRetained);
  const copyTopic = useCopyCell({ list: 'retained', column: 'topic', noun: words.topic });
  const row = rows.length === 1 ? rows[0] : undefined;
  // A topic that was cut for the row is not the topic.
  const isNamed = row !== undefined && row.topic.cut === 0;
  return [
    {
      kind: 'item',
      id: 'open',
      text: words.open,
      icon: <ListTree aria-hidden="true" />,
      disabled: !isNamed,
      run: () => row && void explore(row.topic.text),
    },
    {
      kind: 'item',
      id: 'trace',
      text: texts.trace.show,
      icon: <Waypoints aria-hidden="true" />,
      disabled: row?.message === undefined,
      run: () => row?.message !== undefined && void showTrace(row.message),
    },
    {
      kind: 'item',
      id: 'topic',
      text: words.copyTopic,
      icon: <Copy aria-hidden="true" />,
      disabled: row === undefined,
      run: () => row && void copyTopic(row, row.topic.text),
    },
    { kind: 'line', id: 'line-1' },
    {
      kind: 'item',
      id: 'clear',
      text: words.clear,
      icon: <Trash2 aria-hidden="true" />,
      shortcut: 'Delete',
      danger: true,
      disabled: target === undefined,
      run: () => target && void clear(target),
    },
  ];
}

/** The messages that whoever subscribes is sent first. */
export function RetainedPanel() {
  return <ListPanel list={retainedList} />;
}
