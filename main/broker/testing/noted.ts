import { onTestFinished } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { recordBytes } from '../../capture/limits.ts';
import { readReceivers } from '../../capture/receiver-set.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { lengthAt, packetsAt, readRecord } from '../../capture/record-layout.ts';
import type { RecordBatch, RecordSink } from '../../capture/record-sink.ts';
import type { Recorder } from '../../capture/recorder.ts';
import { createRecorder } from '../../capture/recorder.ts';

/** A recorder into memory, and what it was told became of messages, one line each. */
interface NotingRecorder {
  readonly recorder: Recorder;
  records(): readonly CapturedRecord[];
  /** The same as bytes, each with the number of its first. */
  batches(): readonly { readonly data: Buffer; readonly first: number }[];
  /**
   * `sent b "payload" q1 id 3`, `routed "payload" to b (t/#)`; the payload names the message. Whom messages are for stands
   * first: a timer decides whether that is noted before or behind what became of them.
   */
  notes(): readonly string[];
}

export function notingRecorder(): NotingRecorder {
  const batches: RecordBatch[] = [];
  const store: RecordSink = {
    firstSequence: 1,
    firstLink: 1,
    queuedBytes: () => 0,
    queuedBatches: () => 0,
    waitingSince: () => undefined,
    longestRecord: () => recordBytes,
    problem: () => undefined,
    buffer: (size) => new ArrayBuffer(size),
    store: (batch) => batches.push(batch),
    flushWith: () => undefined,
  };
  const names = new Map<number, string>();
  const recorder = createRecorder({
    source: sourceId.parse('broker'),
    clock: { now: () => (performance.timeOrigin + performance.now()) * 1000 },
    index: { message: () => undefined, received: () => undefined, settle: () => undefined },
    store,
    log: () => undefined,
    marksLinks: false,
  });
  const identified = recorder.linkIdentified.bind(recorder);
  recorder.linkIdentified = (link, client, version) => {
    names.set(link, client);
    identified(link, client, version);
  };
  onTestFinished(() => recorder.close());
  const records = () => {
    recorder.flush();
    return batches.flatMap(recordsOf);
  };
  const bytes = () => {
    recorder.flush();
    return batches.map(({ buffer, used, firstSequence }) => ({
      data: Buffer.from(buffer, 0, used),
      first: firstSequence,
    }));
  };
  return { recorder, records, batches: bytes, notes: () => linesOf(records(), names) };
}

function recordsOf(batch: RecordBatch): CapturedRecord[] {
  const data = Buffer.from(batch.buffer, 0, batch.used);
  const records: CapturedRecord[] = [];
  for (let at = 0; at < data.byteLength; at += lengthAt(data, at)) {
    for (let part = 0; part < packetsAt(data, at); part += 1) {
      records.push(readRecord(data, at, batch.firstSequence + records.length, part));
    }
  }
  return records;
}

function linesOf(records: readonly CapturedRecord[], names: ReadonlyMap<number, string>): readonly string[] {
  const bySequence = new Map(records.map((record) => [record.sequence, record]));
  const payload = (sequence: number | undefined) =>
    sequence === undefined ? '?' : JSON.stringify(payloadOf(bySequence.get(sequence)));
  const line = (note: DeliveryNote): string => {
    const { event, message, lastMessage, qos, packetId } = note;
    const last = lastMessage === message ? '' : `…${payload(lastMessage)}`;
    if (event === 'routed') {
      const set = note.receivers === undefined ? undefined : bySequence.get(note.receivers);
      return `routed ${payload(message)}${last} to ${set === undefined ? 'nobody' : receiversOf(set)}`;
    }
    const client = names.get(note.link) ?? '';
    const parts = [event, client, `${payload(message)}${last}`, `q${qos}`];
    if (event === 'queued' || event === 'dropped' || event === 'refused') parts.push(note.reason);
    if (packetId > 0) parts.push(`id ${packetId}`);
    if (note.dup) parts.push('dup');
    if (note.retain) parts.push('retain');
    return event === 'session-over'
      ? `session-over ${client}`
      : parts.filter((part) => part !== '').join(' ');
  };
  const notes = records
    .filter(({ kind }) => kind === 'delivery')
    .map(({ body, sequence }) => readDelivery(body, 0, sequence));
  const isRouted = ({ event }: DeliveryNote) => event === 'routed';
  return [...notes.filter(isRouted), ...notes.filter((note) => !isRouted(note))].map(line);
}

function receiversOf({ body }: CapturedRecord): string {
  const { receivers, shares, withheld } = readReceivers(Buffer.from(body).toString());
  const named = receivers.map(({ client, filters }) => `${client} (${filters.join(' ')})`);
  return [...named, ...shares, ...withheld.map((client) => `not ${client}`)].join(', ');
}

function payloadOf(record: CapturedRecord | undefined): string {
  const scan = createPublishScan();
  if (record === undefined || !scanPublish(record.body, record.version, scan)) return 'gone';
  return Buffer.from(record.body).toString('utf8', scan.payloadStart);
}
