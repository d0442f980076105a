import type { Finding } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { findingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { TracedSource } from '../exchange.ts';
import { Findings } from '../findings/findings.ts';
import { Tracker } from '../tracker.ts';
import type { Records } from './records.ts';
import { Traced } from './traced.ts';

interface Options {
  readonly thresholds?: Partial<FindingThresholds>;
  readonly own?: readonly string[];
  readonly messages?: ReadonlyMap<number, { readonly client: string; readonly topic: string }>;
  /** Seconds that pass after the last record. */
  readonly later?: number;
}

/** What is found in the records, as it is at last, the oldest first. */
export function found(source: TracedSource, records: Records, options: Options = {}): readonly Finding[] {
  const kept = new Map<number, Finding>();
  const findings = new Findings({
    source,
    thresholds: findingThresholds.parse(options.thresholds ?? {}),
    isOwn: (client) => options.own?.includes(client) === true,
    messageAt: (sequence) => options.messages?.get(sequence),
    sink: (finding) => kept.set(finding.id, finding),
    firstId: 1,
  });
  const tracker = new Tracker(source, new Traced(), undefined, findings.watchers());
  const { data, first } = records.batch();
  tracker.take(data, first);
  if (options.later !== undefined) tracker.passed(records.time + options.later * 1e6);
  return [...kept.values()];
}

/** One line for each finding: `resent press a [4 9]: PUBLISH q1 #7 sent again …`. */
export function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(
    ({ kind, client, topic, packets, what, count }) =>
      `${[kind, client, topic.text].filter((text) => text !== '').join(' ')}${count > 1 ? ` ×${count}` : ''} [${packets.join(' ')}]: ${what}`,
  );
}

/** The kinds of what is found. */
export function kinds(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ kind }) => kind);
}
