import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import {
  isCopyAt,
  isMessageAt,
  isOnTopic,
  lengthAt,
  packetsAt,
  readRecord,
  timeAt,
} from '../../capture/record-layout.ts';
import { topicOf } from '../../capture/record-topic.ts';
import { integer, textOf } from '../../database/columns.ts';
import { isDamage } from '../../database/damage.ts';
import type { StoredUnit } from '../../history/stored-unit.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import { brokerSource } from '../source-list.ts';

/** µs after a message was published within which a copy of it is looked for, and how much earlier it may seem to come. */
const longestWay = 2_000_000;
const slack = 5_000;
/** What is looked through for the copies of one message: sources, and units of the history of each. */
const mostSources = 32;
const mostUnits = 64;
const mostCopies = 32;

/** The same message, as far as can be known, where another connection of ours published or received it. */
export interface InferredCopy {
  readonly source: string;
  readonly client: string;
  readonly address: string;
  readonly sequence: number;
  readonly time: number;
  readonly direction: 'sent' | 'received';
  /** `ambiguous`: more than one of those that were published or received would fit. */
  readonly certainty: 'inferred' | 'ambiguous';
}

type Seen = Omit<InferredCopy, 'certainty'>;

/**
 * Looks for what became of a message that a connection of ours published to a foreign broker, or for who published one
 * that was received, among all connections of ours to that broker: by topic, payload and time.
 */
export function inferredCopies(units: StoredUnits, name: string, message: CapturedRecord): InferredCopy[] {
  const wanted = payloadOf(message);
  const host = hostOf(addressOf(units, name, message.link));
  if (wanted === undefined || host === '') return [];
  const [from, to] = [message.time - longestWay - slack, message.time + longestWay + slack];
  const like = { topic: topicOf(message), payload: wanted };
  const seen = sourcesOf(units).flatMap((source) => [...sameIn(units, source, host, like, from, to)]);
  const isPublished = message.direction === 'sent';
  return seen
    .filter(({ direction }) => direction !== message.direction)
    .filter(({ time }) => isWay(isPublished ? message.time : time, isPublished ? time : message.time))
    .slice(0, mostCopies)
    .map((copy) => ({ ...copy, certainty: certaintyOf(seen, copy, message, name) }));
}

/** Whether what was published then may be what was received then. */
function isWay(published: number, received: number): boolean {
  return received >= published - slack && received <= published + longestWay;
}

/** One was published that fits, and one was received by that connection. */
function certaintyOf(
  seen: readonly Seen[],
  copy: Seen,
  message: CapturedRecord,
  name: string,
): InferredCopy['certainty'] {
  const isReceived = copy.direction === 'received';
  const published = isReceived ? message.time : copy.time;
  const received = isReceived ? copy : { source: name, time: message.time };
  const publishes = seen.filter(({ direction, time }) => direction === 'sent' && isWay(time, received.time));
  const receipts = seen.filter(
    ({ direction, source, time }) =>
      direction === 'received' && source === received.source && isWay(published, time),
  );
  return publishes.length === 1 && receipts.length === 1 ? 'inferred' : 'ambiguous';
}

interface NamedSource {
  readonly id: number;
  readonly name: string;
}

/** Connections of ours: the embedded broker knows, and recordings are somebody else's. */
function sourcesOf(units: StoredUnits): NamedSource[] {
  const sql = `select id, name from source where name <> ? and name not like 'recording-%' limit ${mostSources}`;
  return Array.from(units.database.iterate(sql, brokerSource), (row) => ({
    id: integer(row, 'id'),
    name: textOf(row, 'name'),
  }));
}

function* sameIn(
  units: StoredUnits,
  { id, name }: NamedSource,
  host: string,
  like: { readonly topic: Uint8Array; readonly payload: Uint8Array },
  from: number,
  to: number,
): Generator<Seen> {
  const links = linksTo(units, id, host, from, to);
  if (links.size === 0) return;
  for (const record of recordsWithin(units, id, from, to, like.topic)) {
    const link = links.get(record.link);
    const payload = payloadOf(record);
    if (link === undefined || payload === undefined || Buffer.compare(payload, like.payload) !== 0) continue;
    // What is retained was published at some other time.
    if (record.direction === 'received' && ((record.body[0] ?? 0) & 1) === 1) continue;
    yield {
      source: name,
      ...link,
      sequence: record.sequence,
      time: record.time,
      direction: record.direction,
    };
  }
}

/** The links to that host that were open some time between. */
function linksTo(units: StoredUnits, source: number, host: string, from: number, to: number) {
  const sql = `select link, client, address from link
     where source = ? and opened <= ? and (closed is null or closed >= ?)`;
  const links = new Map<number, { readonly client: string; readonly address: string }>();
  for (const row of units.database.iterate(sql, source, to, from)) {
    const address = textOf(row, 'address');
    if (hostOf(address) === host) links.set(integer(row, 'link'), { client: textOf(row, 'client'), address });
  }
  return links;
}

function* recordsWithin(
  units: StoredUnits,
  source: number,
  from: number,
  to: number,
  topic: Uint8Array,
): Generator<CapturedRecord> {
  const sql = 'select first from block where source = ? and first_time <= ? order by first desc limit 1';
  const before = units.database.get(sql, source, from);
  let next = before === undefined ? 0 : integer(before, 'first');
  for (let count = 0; count < mostUnits; count += 1) {
    const unit = units.places.unitFrom(source, next);
    if (unit === undefined) return;
    const data = dataOf(units, unit);
    let sequence = unit.first;
    for (let at = 0; at < data.length; at += lengthAt(data, at)) {
      const time = timeAt(data, at);
      if (time > to) return;
      const isMeant = time >= from && isMessageAt(data, at) && !isCopyAt(data, at);
      if (isMeant && isOnTopic(data, at, topic, false)) yield readRecord(data, at, sequence);
      sequence += packetsAt(data, at);
    }
    next = unit.last + 1;
  }
}

function payloadOf({ body, version }: CapturedRecord): Uint8Array | undefined {
  const scan = createPublishScan();
  return scanPublish(body, version, scan) ? body.subarray(scan.payloadStart) : undefined;
}

function addressOf(units: StoredUnits, name: string, link: number): string {
  const sql = 'select address from link join source on source.id = link.source where name = ? and link = ?';
  const row = units.database.get(sql, name, link);
  return row === undefined ? '' : textOf(row, 'address');
}

/** The host of `host:port` or of a URL; this machine by whatever name. */
export function hostOf(address: string): string {
  const authority = address.replace(/^[a-z+]+:\/\//i, '').replace(/[/?#].*$/, '');
  const host = authority.replace(/:\d+$/, '').toLowerCase();
  return ['127.0.0.1', '[::1]', '::1'].includes(host) ? 'localhost' : host;
}

/** Nothing if it is damaged. */
function dataOf(units: StoredUnits, unit: StoredUnit): Buffer {
  try {
    return units.load(unit).data;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return Buffer.alloc(0);
  }
}
