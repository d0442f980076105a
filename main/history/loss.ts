import { z } from 'zod';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { DropReason } from '../capture/drop-counter.ts';
import {
  bodyEnd,
  bodyStartAt,
  isMessageAt,
  kindAt,
  lengthAt,
  packetsAt,
  recordSize,
  recordSpace,
  timeAt,
  writeRecord,
} from '../capture/record-layout.ts';
import type { RecordBatch } from '../capture/record-sink.ts';
import { recordText, toldIn } from '../capture/record-text.ts';

const count = z.number().int().nonnegative();

/** Records of one source that waited for the disk in vain. Times in µs since 1970. */
export const loss = z.object({
  source: sourceId,
  /** The number of the first: the mark that tells of them takes it. */
  first: z.number().int().positive(),
  records: count,
  /** Of these, PUBLISH packets. */
  messages: count,
  bytes: count,
  /** When the first and the last of them came. */
  since: z.number(),
  until: z.number(),
});
export type Loss = z.infer<typeof loss>;

const noBytes = new Uint8Array(0);

/** What goes with the batch; undefined if that is nothing. Of drops that it was to tell of it counts what they count. */
export function lossOf({
  source,
  firstSequence,
  count: numbers,
  buffer,
  used,
}: RecordBatch): Loss | undefined {
  if (numbers === 0) return undefined;
  const data = Buffer.from(buffer, 0, used);
  const since = timeAt(data, 0);
  const lost = { source, first: firstSequence, records: 0, messages: 0, bytes: 0, since, until: since };
  for (let at = 0; at < used; at += lengthAt(data, at)) {
    lost.until = Math.max(lost.until, timeAt(data, at));
    if (kindAt(data, at) === 'dropped') {
      const text = data.subarray(bodyStartAt(data, at), bodyEnd(data, at));
      for (const name of ['records', 'messages', 'bytes'] as const)
        lost[name] += Number(toldIn(text, name) ?? 0);
      continue;
    }
    lost.records += packetsAt(data, at);
    if (isMessageAt(data, at)) lost.messages += 1;
    lost.bytes += lengthAt(data, at);
  }
  return lost;
}

/** One for each source. */
export function sumOf(losses: readonly Loss[]): readonly Loss[] {
  const sums = new Map<string, Loss>();
  for (const each of losses) {
    const sum = sums.get(each.source);
    sums.set(each.source, sum === undefined ? each : added(sum, each));
  }
  return [...sums.values()];
}

function added(one: Loss, other: Loss): Loss {
  return {
    source: one.source,
    first: Math.min(one.first, other.first),
    records: one.records + other.records,
    messages: one.messages + other.messages,
    bytes: one.bytes + other.bytes,
    since: Math.min(one.since, other.since),
    until: Math.max(one.until, other.until),
  };
}

/** The same by what is known of a batch whose bytes nobody has any more. */
export function lossByCounts(batch: Omit<RecordBatch, 'buffer'>): Loss | undefined {
  const { source, firstSequence: first, count: records, messages, used: bytes, until } = batch;
  return records === 0 ? undefined : { source, first, records, messages, bytes, since: until, until };
}

/** The record that says in the history what is missing there, numbered `sequence`. */
export function markOf(
  { source, until, ...lost }: Loss,
  sequence: number,
  reason: DropReason = 'disk',
): RecordBatch {
  const { records, messages, bytes, since } = lost;
  const text = recordText({ reason, records, messages, bytes, since });
  const buffer = new ArrayBuffer(recordSize(noBytes, text));
  const head = { link: 0, direction: 'received', version: 4, isMessage: false, isMark: true } as const;
  const used = writeRecord(recordSpace(buffer), 0, { kind: 'dropped', time: until, ...head }, noBytes, text);
  const rest = { links: [], since: 0, messages: 0, until };
  return { source, buffer, used, firstSequence: sequence, count: 1, ...rest };
}
