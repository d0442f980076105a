import { onTestFinished } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { recordBytes } from '../limits.ts';
import type { RecordBatch, RecordSink } from '../record-sink.ts';
import type { Recorder } from '../recorder.ts';
import { createRecorder } from '../recorder.ts';

/** A recorder by the time of this machine, closed when the test ends, and the batches that it has handed over. */
export function memoryRecorder(source: 'broker' | 'lab'): {
  readonly recorder: Recorder;
  readonly batches: RecordBatch[];
} {
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
    lost: () => undefined,
  };
  const recorder = createRecorder({
    source: sourceId.parse(source),
    clock: { now: () => (performance.timeOrigin + performance.now()) * 1000 },
    index: { message: () => undefined, received: () => undefined, settle: () => undefined },
    store,
    log: () => undefined,
    marksLinks: false,
  });
  onTestFinished(() => recorder.close());
  return { recorder, batches };
}
