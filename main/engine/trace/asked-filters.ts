import { visible } from '../../../app/base/visible.ts';
import type { AskedFilter } from '../../../app/contract/areas/trace/exchange.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import type { Packet, Qos } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import type { RecordBook } from './record-book.ts';
import { reasonOf, shortText } from './row-parts.ts';

/** Filters that are shown. */
const most = 8;

/** What a SUBSCRIBE or UNSUBSCRIBE asked for, and what was answered for each of its filters. */
export interface AskedFilters {
  readonly filters: readonly AskedFilter[];
  /** Those that are not shown, because there are more. */
  readonly cut: number;
}

/** Undefined for other exchanges, and where the request cannot be read. */
export function askedFilters(
  { kind, id, packets }: StoredExchange,
  book: RecordBook,
): AskedFilters | undefined {
  if (kind !== 'subscribe' && kind !== 'unsubscribe') return undefined;
  const request = read(book.record(id));
  if (request?.type !== 'subscribe' && request?.type !== 'unsubscribe') return undefined;
  const asked = request.type === 'subscribe' ? request.subscriptions : request.filters.map(alone);
  const codes = packets
    .map((sequence) => codesOf(book.record(sequence)))
    .findLast((found) => found !== undefined);
  const filters = asked.slice(0, most).map(({ filter, qos }, index) => ({
    filter: shortText(new TextEncoder().encode(filter)),
    ...(qos === undefined ? {} : { asked: qos }),
    ...codes?.(index),
  }));
  return { filters, cut: asked.length - filters.length };
}

function alone(filter: string): { readonly filter: string; readonly qos?: Qos } {
  return { filter };
}

type Answer = Pick<AskedFilter, 'granted' | 'reason'>;

/** What the answer says for each filter; undefined if it is none. Before 5.0 UNSUBACK has no codes. */
function codesOf(record: CapturedRecord | undefined): ((index: number) => Answer) | undefined {
  const packet = read(record);
  if (record === undefined || (packet?.type !== 'suback' && packet?.type !== 'unsuback')) return undefined;
  const { type, reasonCodes } = packet;
  return (index) => {
    const code = reasonCodes[index];
    if (code === undefined) return {};
    if (type === 'suback' && (code === 0 || code === 1 || code === 2)) return { granted: code };
    return { reason: reasonOf(type, code, record.version) };
  };
}

function read(record: CapturedRecord | undefined): Packet | undefined {
  if (record?.kind !== 'packet') return undefined;
  try {
    return decode(record.body, record.version, 'either');
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** The same under the arrow of the answer: `plant/#: granted QoS 1 (asked for 2)`. */
export function answeredWords({ filters, cut }: AskedFilters): string {
  const said = filters.slice(0, 3).map(({ filter, asked, granted, reason }) => {
    const answer = granted === undefined ? (reason?.name ?? 'no answer') : grantedWords(granted, asked);
    return `${visible(filter.text)}: ${answer}`;
  });
  const left = filters.length - said.length + cut;
  return [...said, ...(left > 0 ? [`${left} more`] : [])].join(' · ');
}

/** What was asked is told where it is not what was granted. */
function grantedWords(granted: number, asked = granted): string {
  return `granted QoS ${granted}${asked === granted ? '' : ` (asked for ${asked})`}`;
}
