import { expect, onTestFinished } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { recordBytes } from '../limits.ts';
import type { CapturedRecord } from '../record-layout.ts';
import { lengthAt, packetsAt, readRecord } from '../record-layout.ts';
import type { RecordBatch, RecordSink } from '../record-sink.ts';
import { createRecorder } from '../recorder.ts';
import type { Stalls } from '../stall-watch.ts';
import { countEach } from './count-each.ts';

/** A sink in memory whose queue and disk are as full as the test says. */
export function setup(options: { readonly marksLinks?: boolean; readonly stalls?: Stalls } = {}) {
  const disk: { queued: number; problem: string | undefined; waitingSince: number | undefined } = {
    queued: 0,
    problem: undefined,
    waitingSince: undefined,
  };
  const batches: RecordBatch[] = [];
  const counted: string[] = [];
  const store: RecordSink = {
    firstSequence: 100,
    // As the history's: it rises with what was handed over.
    get firstLink() {
      return 7 + batches.length;
    },
    queuedBytes: () => disk.queued,
    queuedBatches: () => 0,
    waitingSince: () => disk.waitingSince,
    longestRecord: () => recordBytes,
    problem: () => disk.problem,
    buffer: (size) => new ArrayBuffer(size),
    store: (batch) => batches.push(batch),
    flushWith: () => undefined,
    lost: () => undefined,
  };
  const recorder = createRecorder({
    source: sourceId.parse('lab'),
    clock: { now: () => 5 },
    index: countEach((topic, _direction, _qos, _retain, _payload, _time, sequence) =>
      counted.push(`${sequence} ${Buffer.from(topic).toString()}`),
    ),
    store,
    log: () => undefined,
    marksLinks: options.marksLinks ?? true,
    stalls: options.stalls,
  });
  onTestFinished(() => recorder.close());
  const records = (): CapturedRecord[] => {
    recorder.flush();
    return batches.flatMap(readBatch);
  };
  const links = () => {
    recorder.flush();
    return batches.flatMap((batch) => batch.links);
  };
  return { recorder, disk, records, links, counted, batches };
}

/** The records of a batch, each with its number. */
export function readBatch(batch: RecordBatch): CapturedRecord[] {
  const data = Buffer.from(batch.buffer, 0, batch.used);
  const records: CapturedRecord[] = [];
  for (let at = 0; at < data.byteLength; at += lengthAt(data, at)) {
    for (let part = 0; part < packetsAt(data, at); part += 1) {
      records.push(readRecord(data, at, batch.firstSequence + records.length, part));
    }
  }
  expect(records.length).toBe(batch.count);
  return records;
}

export function publish(topic: string, qos: 0 | 1 = 0, size = 5): Uint8Array {
  const payload = Buffer.alloc(size, 'x');
  const flags = { qos, retain: false, dup: false, id: qos, properties: noProperties };
  return encode({ type: 'publish', topic, payload, ...flags }, 4);
}

export const start = { address: 'broker:1883', transport: 'tcp' } as const;
export const connack = Uint8Array.of(0x20, 2, 0, 0);
