import { deserialize, serialize } from 'node:v8';
import { expect } from 'vitest';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { lengthAt, packetsAt, readRecord } from '../../capture/record-layout.ts';
import type { TracedSource } from '../exchange.ts';
import type { Found, HistoryMessage } from '../findings/finding-rule.ts';
import { findingRules } from '../findings/finding-rules.ts';
import { Tracker } from '../tracker.ts';
import type { Records } from './records.ts';
import { Traced, takeOnce } from './traced.ts';

interface Options {
  readonly thresholds?: Partial<FindingThresholds>;
  readonly own?: readonly string[];
  readonly messages?: ReadonlyMap<number, HistoryMessage>;
  /** Seconds that pass after the last record. */
  readonly later?: number;
}

/** Places at which a restart must make no difference, spread over the records. */
const mostCuts = 12;

/**
 * What is found in the records, in the order in which it is. An update takes the place of what it is of. The same must be
 * found wherever another tracker takes the place of the first.
 */
export function found(source: TracedSource, records: Records, options: Options = {}): readonly Found[] {
  const { data, first } = records.batch();
  const known = { ...source, receiversAt: receiversIn(data, first), clientOf: records.clientOf };
  const all = run(known, Buffer.from(data), first, records.time, options, undefined);
  const count = countOf(data);
  const step = Math.max(1, Math.ceil(count / mostCuts));
  for (let cut = 1; cut < count; cut += step) {
    const again = run(known, Buffer.from(data), first, records.time, options, cut);
    expect(lines(again), `another tracker goes on after ${cut} records`).toEqual(lines(all));
  }
  return all;
}

function run(
  source: TracedSource,
  data: Buffer,
  first: number,
  time: number,
  options: Options,
  restartAfter: number | undefined,
): readonly Found[] {
  const all: Found[] = [];
  const rules = () =>
    findingRules({
      source,
      thresholds: { ...defaultThresholds, ...options.thresholds },
      isOwn: (client) => options.own?.includes(client) === true,
      messageAt: (sequence) => options.messages?.get(sequence),
      found: (one) => {
        const before = all.findIndex(({ kind, exchange }) => kind === one.kind && exchange === one.exchange);
        const kept = { ...one, packets: [...one.packets] };
        if (one.isUpdate === true && before >= 0) all[before] = kept;
        else all.push(kept);
      },
    });
  let tracker = new Tracker(source, new Traced(), undefined, rules());
  if (restartAfter !== undefined) {
    tracker.take(data.subarray(0, endOf(data, restartAfter)), first);
    tracker = new Tracker(source, new Traced(), deserialize(serialize(tracker.checkpoint())), rules());
  }
  takeOnce(tracker, data, first);
  if (options.later !== undefined) tracker.passed(time + options.later * 1e6);
  return all;
}

/** The records that name receivers, as the history gives them to who goes on. */
function receiversIn(data: Buffer, first: number): (sequence: number) => string | undefined {
  const texts = new Map<number, string>();
  for (let [at, sequence] = [0, first]; at < data.length; at += lengthAt(data, at)) {
    const { kind, body } = readRecord(data, at, sequence);
    if (kind === 'receivers') texts.set(sequence, Buffer.from(body).toString());
    sequence += packetsAt(data, at);
  }
  return (sequence) => texts.get(sequence);
}

function countOf(data: Buffer): number {
  let count = 0;
  for (let at = 0; at < data.length; at += lengthAt(data, at)) count += 1;
  return count;
}

function endOf(data: Buffer, records: number): number {
  let end = 0;
  for (let count = 0; count < records; count += 1) end += lengthAt(data, end);
  return end;
}

/** One line for each finding: `resent press a [4 9]: PUBLISH q1 id 7 sent again …`. */
export function lines(all: readonly Found[]): readonly string[] {
  return all.map(({ kind, client, topic = '', packets, what }) => {
    const names = [kind, client, topic].filter((text) => text !== '').join(' ');
    return `${names} [${packets.join(' ')}]: ${what}`;
  });
}

/** The kinds of what is found. */
export function kinds(all: readonly Found[]): readonly string[] {
  return all.map(({ kind }) => kind);
}
