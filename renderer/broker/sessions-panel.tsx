import { Trash2 } from 'lucide-react';
import type { SessionRow } from '../../app/contract/areas/broker/sessions.ts';
import { useApp } from '../state/use-app.tsx';
import { count, size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { exactTime, minuteOfDay, timeOfDay } from '../texts/time.ts';
import { Empty } from '../ui/empty.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import type { TableColumn } from '../ui/table-column.ts';
import { numberColumn, shortTextColumn, textColumn } from './columns.tsx';
import type { Chosen, ListPanelDefinition } from './list-definition.ts';
import { ListPanel } from './list-panel.tsx';
import { useTraceEntry } from './use-trace-entry.tsx';

const words = texts.broker.sessions;
const { columns: titles, hints } = words;
const endless = 0xffff_ffff;

const columns: readonly TableColumn<SessionRow>[] = [
  shortTextColumn('clientId', titles.clientId, 'minmax(160px, 3fr)', (row) => row.clientId),
  textColumn('state', titles.state, '80px', (row) => (row.isConnected ? words.connected : words.asleep)),
  numberColumn('subscriptions', titles.subscriptions, '100px', (row) => count(row.subscriptions)),
  {
    ...numberColumn<SessionRow>('waiting', titles.waiting, '84px', (row) => count(row.waiting)),
    hint: hints.waiting,
  },
  numberColumn('waitingBytes', titles.waitingBytes, '100px', (row) => size(row.waitingBytes)),
  numberColumn('inFlight', titles.inFlight, '70px', (row) => count(row.inFlight)),
  {
    ...numberColumn<SessionRow>('receiving', titles.receiving, '70px', (row) => count(row.receiving)),
    hint: hints.receiving,
  },
  numberColumn('expiry', titles.expiry, '120px', (row) => expiryText(row.expiry)),
  {
    id: 'asleepSince',
    title: titles.asleepSince,
    width: '110px',
    isNumber: true,
    cell: (row) => (row.asleepSince === undefined ? '' : timeOfDay(row.asleepSince)),
    text: (row) => (row.asleepSince === undefined ? '' : exactTime(row.asleepSince)),
  },
  {
    id: 'expiresAt',
    title: titles.expiresAt,
    width: '130px',
    isNumber: true,
    cell: (row) => endText(row, (time) => minuteOfDay(time, new Date())),
    text: (row) => endText(row, exactTime),
  },
];

function expiryText(expiry: number): string {
  if (expiry === 0) return words.withConnection;
  return expiry === endless ? words.never : texts.broker.list.seconds(expiry);
}

function endText(row: SessionRow, text: (time: number) => string): string {
  if (row.expiresAt !== undefined) return text(row.expiresAt);
  return row.isConnected ? '' : words.never;
}

const sessionList: ListPanelDefinition<SessionRow> = {
  name: 'sessions',
  label: words.tab,
  scrollbarName: words.scrollbar,
  placeholder: words.placeholder,
  watch: (client, params, listener) => client.watch('brokerSessions', params, listener),
  columns,
  firstSort: { column: 'clientId', isDescending: false },
  hasMany: true,
  none: () => <Empty title={words.none} />,
  nameOf: (row) => row.clientId.text,
  useMenu: useSessionMenu,
};

function useSessionMenu({ rows, target }: Chosen<SessionRow>): readonly MenuEntry[] {
  const expire = useApp((state) => state.expireSessions);
  const row = rows.length === 1 ? rows[0] : undefined;
  const trace = useTraceEntry(row);
  return [
    trace,
    { kind: 'line', id: 'line-1' },
    {
      kind: 'item',
      id: 'expire',
      text: words.expire,
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      disabled: target === undefined,
      run: () => target && void expire(target),
    },
  ];
}

/** What the broker keeps for each client, connected or asleep. */
export function SessionsPanel() {
  return <ListPanel list={sessionList} />;
}
