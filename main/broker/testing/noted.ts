import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { readReceivers } from '../../capture/receiver-set.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { Recorder } from '../../capture/recorder.ts';
import { memoryRecorder } from '../../capture/testing/memory-recorder.ts';
import { readBatch } from '../../capture/testing/recorder-setup.ts';

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
  const { recorder, batches } = memoryRecorder('broker');
  const names = new Map<number, string>();
  const identified = recorder.linkIdentified.bind(recorder);
  recorder.linkIdentified = (link, client, version) => {
    names.set(link, client);
    identified(link, client, version);
  };
  const records = () => {
    recorder.flush();
    return batches.flatMap(readBatch);
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
