import { Copy, Users } from 'lucide-react';
import type { SubscriptionRow } from '../../app/contract/areas/broker/subscriptions.ts';
import { useApp } from '../state/use-app.tsx';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import type { TableColumn } from '../ui/table-column.ts';
import { numberColumn, shortTextColumn, textColumn } from './columns.tsx';
import type { Chosen, ListPanelDefinition } from './list-definition.ts';
import { ListPanel } from './list-panel.tsx';
import { QosBadge } from './qos-badge.tsx';
import { useCopyCell } from './use-copy-cell.ts';

const words = texts.broker.subscriptions;
const { columns: titles, hints } = words;

const columns: readonly TableColumn<SubscriptionRow>[] = [
  shortTextColumn('filter', titles.filter, 'minmax(200px, 3fr)', (row) => row.filter),
  shortTextColumn('clientId', titles.clientId, 'minmax(140px, 2fr)', (row) => row.clientId),
  {
    ...textColumn<SubscriptionRow>('qos', titles.qos, '44px', (row) => `QoS ${row.qos}`),
    cell: (row) => <QosBadge qos={row.qos} />,
  },
  { ...textColumn('options', titles.options, 'minmax(90px, 1fr)', optionsText), hint: hints.options },
  numberColumn('identifier', titles.identifier, '80px', (row) => row.identifier?.toString() ?? ''),
  shortTextColumn('shareName', titles.shareName, 'minmax(80px, 1fr)', (row) => row.shareName),
  {
    ...numberColumn<SubscriptionRow>('deliveries', titles.deliveries, '90px', (row) => count(row.deliveries)),
    hint: hints.deliveries,
  },
];

function optionsText({
  isNoLocal,
  isRetainAsPublished,
  retainHandling,
}: Pick<SubscriptionRow, 'isNoLocal' | 'isRetainAsPublished' | 'retainHandling'>) {
  return [
    isNoLocal ? words.noLocal : '',
    isRetainAsPublished ? words.retainAsPublished : '',
    words.retainHandling[retainHandling],
  ]
    .filter(Boolean)
    .join(', ');
}

const subscriptionList: ListPanelDefinition<SubscriptionRow> = {
  name: 'subscriptions',
  label: words.tab,
  scrollbarName: words.scrollbar,
  placeholder: words.placeholder,
  watch: (client, params, listener) => client.watch('brokerSubscriptions', params, listener),
  columns,
  firstSort: { column: 'filter', isDescending: false },
  hasMany: true,
  none: () => <Empty title={words.none} />,
  nameOf: (row) => row.filter.text,
  useMenu: useSubscriptionMenu,
};

function useSubscriptionMenu({ rows }: Chosen<SubscriptionRow>): readonly MenuEntry[] {
  const copyFilter = useCopyCell({ list: 'subscriptions', column: 'filter', noun: words.filterNoun });
  const showTab = useApp((state) => state.showBrokerTab);
  const choose = useApp((state) => state.chooseForList);
  const row = rows.length === 1 ? rows[0] : undefined;
  const showClient = (filter: string): void => {
    choose('clients', { filter, sort: { column: 'clientId', isDescending: false } });
    showTab('clients');
  };
  return [
    {
      kind: 'item',
      id: 'client',
      text: words.showClient,
      icon: <Users aria-hidden="true" />,
      disabled: row === undefined,
      run: () => row && showClient(row.clientId.text),
    },
    {
      kind: 'item',
      id: 'filter',
      text: words.copyFilter,
      icon: <Copy aria-hidden="true" />,
      disabled: row === undefined,
      run: () => row && void copyFilter(row, row.filter.text),
    },
  ];
}

/** Who gets what. */
export function SubscriptionsPanel() {
  return <ListPanel list={subscriptionList} />;
}
