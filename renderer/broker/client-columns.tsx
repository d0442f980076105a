import type { ClientRow } from '../../app/contract/areas/broker/clients.ts';
import { count, rate, size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import type { TableColumn } from '../ui/table-column.ts';
import { numberColumn, shortTextColumn, textColumn } from './columns.tsx';

const { columns: titles, hints, off } = texts.broker.clients;
const { yes, no, seconds } = texts.broker.list;
const versions = { 3: '3.1', 4: '3.1.1', 5: '5.0' } as const;

export const clientColumns: readonly TableColumn<ClientRow>[] = [
  shortTextColumn('clientId', titles.clientId, 'minmax(144px, 2fr)', (row) => row.clientId),
  shortTextColumn('userName', titles.userName, 'minmax(60px, 1fr)', (row) => row.userName),
  textColumn('address', titles.address, 'minmax(124px, 1fr)', (row) => row.address),
  textColumn('listener', titles.listener, 'minmax(48px, 0.5fr)', (row) => row.listener),
  textColumn('transport', titles.transport, '36px', (row) => row.transport),
  textColumn('version', titles.version, '42px', (row) => versions[row.version]),
  measured('messageRateIn', (row) => rate(row.messageRateIn)),
  measured('messageRateOut', (row) => rate(row.messageRateOut)),
  measured('byteRateIn', (row) => byteRate(row.byteRateIn)),
  measured('byteRateOut', (row) => byteRate(row.byteRateOut)),
  counted('inFlight', '58px', (row) => row.inFlight),
  counted('queued', '58px', (row) => row.queued),
  counted('subscriptions', '44px', (row) => row.subscriptions),
  numberColumn('keepAlive', titles.keepAlive, '70px', (row) =>
    row.keepAlive === 0 ? off : seconds(row.keepAlive),
  ),
  {
    id: 'since',
    title: titles.since,
    width: '110px',
    isNumber: true,
    cell: (row) => timeOfDay(row.since),
    text: (row) => exactTime(row.since),
  },
  {
    ...textColumn<ClientRow>('cleanStart', titles.cleanStart, '44px', (row) => (row.isCleanStart ? yes : no)),
    hint: hints.cleanStart,
  },
  textColumn('will', titles.will, '34px', (row) => (row.hasWill ? yes : no)),
];

function counted(
  id: 'subscriptions' | 'inFlight' | 'queued',
  width: string,
  value: (row: ClientRow) => number,
): TableColumn<ClientRow> {
  return { ...numberColumn<ClientRow>(id, titles[id], width, (row) => count(value(row))), hint: hints[id] };
}

function measured(
  id: 'messageRateIn' | 'messageRateOut' | 'byteRateIn' | 'byteRateOut',
  text: (row: ClientRow) => string,
): TableColumn<ClientRow> {
  return { ...numberColumn<ClientRow>(id, titles[id], '76px', text), hint: hints[id] };
}

function byteRate(bytes: number): string {
  return bytes < 0.5 ? '–' : `${size(Math.round(bytes))}/s`;
}
