import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import type { FindingKind } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { recordBytes } from '../../capture/limits.ts';
import type { RecordBatch } from '../../capture/record-sink.ts';
import type { Recorder } from '../../capture/recorder.ts';
import { createRecorder } from '../../capture/recorder.ts';
import type { TracedSource } from '../exchange.ts';
import type { Found } from '../findings/finding-rule.ts';
import { findingRules } from '../findings/finding-rules.ts';
import type { OpenExchange } from '../open-exchange.ts';
import { Tracker } from '../tracker.ts';
import type { TraceWatch } from '../watch.ts';
import { Traced, takeOnce } from './traced.ts';

/** A recorder, and what comes of its records when they are traced as they come. */
export interface LiveTraces {
  readonly recorder: Recorder;
  /** What was traced of all that was recorded so far. */
  traced(): Traced;
  found(): readonly Found[];
  /** Every `KIND STATE OUTCOME` that an exchange ever had. */
  stood(): ReadonlySet<string>;
  /** The kinds of what is found once that is among them; time goes on meanwhile, whether or not something comes. */
  untilFound(kind: FindingKind): Promise<readonly string[]>;
  /** So many seconds pass for what was traced, at once. */
  passed(seconds: number): void;
}

export function liveTraces(source: TracedSource, thresholds: Partial<FindingThresholds> = {}): LiveTraces {
  const batches: RecordBatch[] = [];
  const recorder = createRecorder({
    source: sourceId.parse(source.isBroker ? 'broker' : 'lab'),
    clock: { now: () => (performance.timeOrigin + performance.now()) * 1000 },
    index: { message: () => undefined, received: () => undefined, settle: () => undefined },
    store: {
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
    },
    log: () => undefined,
    marksLinks: false,
  });
  onTestFinished(() => recorder.close());
  const sink = new Traced();
  const found: Found[] = [];
  const rules = findingRules({
    source,
    thresholds: { ...defaultThresholds, ...thresholds },
    isOwn: () => false,
    messageAt: () => ({ client: 'p', topic: 't', qos: 0, retain: false }),
    found: (one) => found.push({ ...one, packets: [...one.packets] }),
  });
  const stood = new Set<string>();
  const note = ({ kind, state, outcome }: OpenExchange) => stood.add(`${kind} ${state} ${outcome}`);
  const everyStep: TraceWatch = { begun: note, changed: note, ended: note };
  const tracker = new Tracker(source, sink, undefined, [everyStep, ...rules]);
  const follow = () => {
    recorder.flush();
    for (const { buffer, used, firstSequence } of batches.splice(0)) {
      takeOnce(tracker, Buffer.from(buffer, 0, used), firstSequence);
    }
  };
  return {
    recorder,
    traced: () => {
      follow();
      return sink;
    },
    found: () => {
      follow();
      return found;
    },
    stood: () => {
      follow();
      return stood;
    },
    passed: (seconds) => {
      follow();
      tracker.passed((performance.timeOrigin + performance.now() + seconds * 1000) * 1000);
    },
    untilFound: async (kind) => {
      while (!found.some((one) => one.kind === kind)) {
        await setTimeout(20);
        follow();
        tracker.passed((performance.timeOrigin + performance.now()) * 1000);
      }
      return [...new Set(found.map((one) => one.kind))];
    },
  };
}
