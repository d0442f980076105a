import { deserialize, serialize } from 'node:v8';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { lengthAt } from '../../capture/record-layout.ts';
import type { TracedSource } from '../exchange.ts';
import type { Found } from '../findings/finding-rule.ts';
import { findingRules } from '../findings/finding-rules.ts';
import { Tracker } from '../tracker.ts';
import type { Records } from './records.ts';
import { Traced, takeOnce } from './traced.ts';

interface Options {
  readonly thresholds?: Partial<FindingThresholds>;
  readonly own?: readonly string[];
  readonly messages?: ReadonlyMap<number, { readonly client: string; readonly topic: string }>;
  /** Seconds that pass after the last record. */
  readonly later?: number;
  /** After so many records another tracker goes on, with rules that know nothing. */
  readonly restartAfter?: number;
}

/** What is found in the records, in the order in which it is. An update takes the place of what it is of. */
export function found(source: TracedSource, records: Records, options: Options = {}): readonly Found[] {
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
  const { data, first } = records.batch();
  let tracker = new Tracker(source, new Traced(), undefined, rules());
  if (options.restartAfter !== undefined) {
    tracker.take(data.subarray(0, endOf(data, options.restartAfter)), first);
    tracker = new Tracker(source, new Traced(), deserialize(serialize(tracker.checkpoint())), rules());
  }
  takeOnce(tracker, data, first);
  if (options.later !== undefined) tracker.passed(records.time + options.later * 1e6);
  return all;
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
