import { setTimeout } from 'node:timers/promises';
import type { FindingKind } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { Recorder } from '../../capture/recorder.ts';
import { memoryRecorder } from '../../capture/testing/memory-recorder.ts';
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

/** Follows what is recorded of such a source, with the rules for findings; the recorder is closed when the test ends. */
export function liveTraces(source: TracedSource, thresholds: Partial<FindingThresholds> = {}): LiveTraces {
  const { recorder, batches } = memoryRecorder(source.isBroker ? 'broker' : 'lab');
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
  const clients = new Map<number, string>();
  const known = { ...source, clientOf: (link: number) => clients.get(link) };
  const tracker = new Tracker(known, sink, undefined, [everyStep, ...rules]);
  const follow = () => {
    recorder.flush();
    for (const { buffer, used, firstSequence, links } of batches.splice(0)) {
      for (const { link, clientId } of links) if (clientId !== undefined) clients.set(link, clientId);
      takeOnce(tracker, Buffer.from(buffer, 0, used), firstSequence);
    }
  };
  const following =
    <T>(value: T) =>
    (): T => {
      follow();
      return value;
    };
  const passed = (seconds: number) => {
    follow();
    tracker.passed((performance.timeOrigin + performance.now() + seconds * 1000) * 1000);
  };
  const untilFound = async (kind: FindingKind) => {
    while (!found.some((one) => one.kind === kind)) {
      await setTimeout(20);
      passed(0);
    }
    return [...new Set(found.map((one) => one.kind))];
  };
  return {
    recorder,
    passed,
    untilFound,
    traced: following(sink),
    found: following(found),
    stood: following(stood),
  };
}
