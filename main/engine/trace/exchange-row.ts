import { cutAt, shownName, visible } from '../../../app/base/visible.ts';
import type { ShortText } from '../../../app/contract/areas/common.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { topicOf } from '../../capture/record-topic.ts';
import { willFateIn } from '../../trace/packets/will-words.ts';
import type { FoundExchange } from '../../trace/store/list-view.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { askedFilters } from './asked-filters.ts';
import type { RecordBook } from './record-book.ts';
import { reasonOf, shortText } from './row-parts.ts';
import type { TracedRow } from './trace-messages.ts';

/** The exchange whose first packet is `sequence`: of a run, that one of its messages. */
export function exchangeAt({ segment, row, sequence }: FoundExchange, book: RecordBook): StoredExchange {
  const stored = segment.read(row);
  if (!segment.isRun(row)) return stored;
  const record = book.record(sequence);
  if (record === undefined) return { ...stored, id: sequence, count: 1 };
  const { link, direction, time } = record;
  return { ...stored, id: sequence, count: 1, link, direction, time, lastTime: time };
}

/** What a table shows of an exchange, the rest taken from its records; with so many findings. */
export function rowOf(exchange: StoredExchange, book: RecordBook, findings: number): TracedRow {
  const { id, kind, reason } = exchange;
  const first = book.record(exchange.message === 0 ? id : exchange.message);
  const link = book.link(exchange.link);
  const client = exchange.client === '' ? link.client : exchange.client;
  const asked = askedFilters(exchange, book);
  return {
    id,
    kind,
    direction: exchange.direction,
    time: exchange.time,
    client: shownName(client),
    what: first === undefined ? noText : whatOf(first),
    qos: exchange.qos,
    deliveredQos: exchange.deliveredQos,
    packetId: exchange.packetId === 0 ? undefined : exchange.packetId,
    filters: asked === undefined ? undefined : [...asked.filters],
    filtersCut: asked?.cut,
    took: tookOf(exchange),
    outcome: exchange.outcome,
    awaiting: exchange.awaiting,
    reason: reason === undefined ? undefined : reasonOf(reason.packet, reason.code, first?.version ?? 4),
    detail: cutAt(visible(exchange.detail), 300),
    will: kind === 'disconnect' || kind === 'loss' ? willFateIn(exchange.detail) : undefined,
    resends: exchange.resends,
    deliveries: exchange.deliveries === undefined ? undefined : { ...exchange.deliveries },
    findings,
  };
}

/** To its last packet or the end of its last delivery, in µs; undefined for what is a single packet. */
export function tookOf({
  packets,
  time,
  lastTime,
  journeyEnd,
}: Pick<StoredExchange, 'packets' | 'time' | 'lastTime' | 'journeyEnd'>): number | undefined {
  const end = Math.max(lastTime, journeyEnd);
  return packets.length > 0 || end > time ? Math.max(0, end - time) : undefined;
}

const noText: ShortText = { text: '', cut: 0 };

function whatOf(record: CapturedRecord): ShortText {
  if (isPublish(record)) return shortText(topicOf(record));
  const text = topicText(record);
  return text === '' ? noText : shortText(new TextEncoder().encode(text));
}

/** The topic of a PUBLISH, the first filter of a SUBSCRIBE or UNSUBSCRIBE, else empty. */
export function topicText(record: CapturedRecord): string {
  if (isPublish(record)) return new TextDecoder().decode(topicOf(record));
  const type = (record.body[0] ?? 0) >> 4;
  return record.kind === 'packet' && (type === 8 || type === 10) ? firstFilter(record) : '';
}

function isPublish({ kind, body }: CapturedRecord): boolean {
  return kind === 'packet' && (body[0] ?? 0) >> 4 === 3;
}

function firstFilter({ body, version }: CapturedRecord): string {
  try {
    const packet = decode(body, version, 'either');
    if (packet.type === 'subscribe') return packet.subscriptions[0]?.filter ?? '';
    return packet.type === 'unsubscribe' ? (packet.filters[0] ?? '') : '';
  } catch (error) {
    if (error instanceof ProtocolError) return '';
    throw error;
  }
}
