import type { ClientRow } from '../../app/contract/areas/broker/clients.ts';
import { texts } from '../texts/en.ts';
import { clientColumns } from './client-columns.tsx';
import { ClientDetailPane } from './client-detail.tsx';
import { ConnectTo } from './connect-to.tsx';
import type { ListPanelDefinition } from './list-definition.ts';
import { ListPanel } from './list-panel.tsx';
import { useClientMenu } from './use-client-menu.tsx';

const words = texts.broker.clients;

const clientList: ListPanelDefinition<ClientRow> = {
  name: 'clients',
  label: words.tab,
  scrollbarName: words.scrollbar,
  placeholder: words.placeholder,
  watch: (client, params, listener) => client.watch('brokerClients', params, listener),
  columns: clientColumns,
  firstSort: { column: 'clientId', isDescending: false },
  hasMany: true,
  none: () => <ConnectTo />,
  nameOf: (row) => row.clientId.text,
  useMenu: useClientMenu,
  Detail: ClientDetailPane,
};

/** Who is connected. */
export function ClientsPanel() {
  return <ListPanel list={clientList} />;
}
