import type { StoredUnits } from '../../history/stored-units.ts';
import type { Segment } from '../../trace/store/segment.ts';
import { topicText } from './exchange-row.ts';
import { RecordBook } from './record-book.ts';
import type { LatencyChoice } from './trace-messages.ts';

/** What the durations of exchanges are told apart by. */
export interface GroupNames {
  readonly of: (segment: Segment, row: number) => string;
  /** To be called after each pause: units of the history may have changed. */
  readonly renew: () => void;
}

/** A QoS as a digit, a client identifier, the first levels of a topic; undefined where nothing is told apart. */
export function groupNames({ by, source }: LatencyChoice, units: StoredUnits): GroupNames | undefined {
  if (by === undefined) return undefined;
  let known: RecordBook | undefined;
  const book = (): RecordBook => {
    known ??= new RecordBook(units, source);
    return known;
  };
  const nameOf = (segment: Segment, row: number): string => {
    switch (by.kind) {
      case 'qos':
        return String(segment.qos(row) ?? '');
      case 'client':
        return clientOf(segment, row, book);
      default:
        return branchOf(segment, row, by.levels, book);
    }
  };
  return {
    of: nameOf,
    renew: () => {
      known = undefined;
    },
  };
}

function clientOf({ columns, clients }: Segment, row: number, book: () => RecordBook): string {
  const client = clients.text(columns.client[row] ?? 0);
  return client === '' ? book().link(columns.link[row] ?? 0).client : client;
}

function branchOf({ columns }: Segment, row: number, levels: number, book: () => RecordBook): string {
  const message = columns.message[row] ?? 0;
  const record = book().record(message === 0 ? (columns.id[row] ?? 0) : message);
  return record === undefined ? '' : topicText(record).split('/', levels).join('/');
}
