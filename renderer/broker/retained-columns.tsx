import type { RetainedRow } from '../../app/contract/areas/broker/retained.ts';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';
import type { TableColumn } from '../ui/table-column.ts';
import { spanText } from './age-text.ts';
import { numberColumn, shortTextColumn, textColumn, wholeText } from './columns.tsx';
import { QosBadge } from './qos-badge.tsx';

const words = texts.broker.retained;
const { columns: titles } = words;

/** The window draws anew each second while a list is on screen: an age is of the moment it is drawn. */
const now = (): number => Date.now() * 1000;

export const retainedColumns: readonly TableColumn<RetainedRow>[] = [
  shortTextColumn('topic', titles.topic, 'minmax(200px, 2fr)', (row) => row.topic),
  {
    ...shortTextColumn<RetainedRow>('preview', titles.preview, 'minmax(160px, 2fr)', (row) => row.preview),
    isFixed: true,
  },
  numberColumn('size', titles.size, '70px', (row) => size(row.size)),
  {
    ...textColumn<RetainedRow>('qos', titles.qos, '44px', (row) => `QoS ${row.qos}`),
    cell: (row) => <QosBadge qos={row.qos} />,
  },
  textColumn('publisher', titles.publisher, 'minmax(100px, 1fr)', (row) =>
    row.publisher === undefined ? words.broker : wholeText(row.publisher),
  ),
  {
    id: 'arrived',
    title: titles.arrived,
    width: '92px',
    isNumber: true,
    cell: (row) => spanText(now() - row.arrived),
    text: (row) => exactTime(row.arrived),
  },
  {
    id: 'expiresAt',
    title: titles.expiresAt,
    width: '92px',
    isNumber: true,
    cell: (row) => (row.expiresAt === undefined ? words.noExpiry : spanText(row.expiresAt - now())),
    text: (row) => (row.expiresAt === undefined ? words.noExpiry : exactTime(row.expiresAt)),
  },
];
