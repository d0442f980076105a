import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { isMarkAt, isMessageAt, isOnTopic } from '../capture/record-layout.ts';
import type { TopicCount } from './topic-entries.ts';
import type { HashSeed } from './topic-hash.ts';
import { hashTopic } from './topic-hash.ts';
import { scanForTopic } from './topic-scan.ts';
import type { LoadedUnit } from './unit-cache.ts';

/** Which messages of a source: all, those of exactly one topic, or of it and everything below. Marks belong to each. */
export type TopicSelection =
  | { readonly of: 'all' }
  | { readonly of: 'topic' | 'branch'; readonly topic: Uint8Array };

/** With a filter only the messages that it lets through, and the marks. */
export type Selection = TopicSelection & { readonly filter?: FilterText | undefined };

/** A filter as it was typed (`docs/filter.md`). `now`: what its times count from, µs since 1970. */
export interface FilterText {
  readonly text: string;
  readonly now: number;
}

/** What is known of a block or of a span of blocks without its records. */
export interface UnitSummary {
  readonly messages: number;
  readonly marks: number;
  /** When its first and its last record were seen, in µs since 1970; undefined where that is not known. */
  readonly times: { readonly first: number; readonly last: number } | undefined;
  /** Of the topic with this hash. */
  countOf(high: number, low: number): TopicCount;
}

/** Counts and finds what is selected. */
export interface Matcher {
  /** How many rows a block or span has; undefined where only its records can tell. */
  countIn(summary: UnitSummary): number | undefined;
  /** Times outside of which it has no rows, in µs since 1970. */
  readonly within?: TimeBounds;
  /**
   * The indexes, within the unit, of its rows from `from` up to but not including `end`, in their order. There are `most`
   * of them, where that is known: after these nobody needs to look on.
   */
  find(unit: LoadedUnit, from: number, end: number, most?: number): readonly number[];
  /** Which of its rows are marks, where they are counted apart. */
  readonly isMark?: RecordTest;
}

/** Says of one record whether it is a row. */
export type RecordTest = (data: Buffer, offset: number) => boolean;

/** What counts and finds the messages of the selection and the marks beside them. */
export function matcherOf(selection: TopicSelection, seed: HashSeed): Matcher {
  const isMessage = messageTest(selection);
  const each = eachRecord((data, offset) => isMarkAt(data, offset) || isMessage(data, offset));
  if (selection.of === 'all') return { countIn: ({ messages, marks }) => messages + marks, find: each };
  const scan =
    selection.topic.byteLength === 0 ? each : scanForTopic(selection.topic, selection.of === 'branch');
  const find: Matcher['find'] = (unit, from, end, most) =>
    (unit.mayHaveMarks ? each : scan)(unit, from, end, most);
  const { high, low } = hashTopic(selection.topic, seed);
  const count = selection.of === 'topic' ? 'exact' : 'branch';
  return { countIn: ({ marks, countOf }) => marks + countOf(high, low)[count], find };
}

/** Whether a record is a message on one of the topics. */
export function messageTest(selection: TopicSelection): RecordTest {
  if (selection.of === 'all') return isMessageAt;
  const { topic, of } = selection;
  return (data, offset) => isMessageAt(data, offset) && isOnTopic(data, offset, topic, of === 'branch');
}

/** Looks at one record after the other. */
export function eachRecord(isRow: RecordTest): Matcher['find'] {
  return ({ data, offsets }, from, end) => {
    const found: number[] = [];
    // What holds many packets or notes is no row, and there may be more of these than of all else.
    let noRow = -1;
    for (let index = from; index < end; index += 1) {
      const offset = offsets[index] ?? 0;
      if (offset === noRow) continue;
      if (isRow(data, offset)) found.push(index);
      else noRow = offset;
    }
    return found;
  };
}
