import { isMarkAt, isMessageAt, isOnTopic } from '../capture/record-layout.ts';
import { findEntry } from './topic-entries.ts';
import type { HashSeed } from './topic-hash.ts';
import { hashTopic } from './topic-hash.ts';

/** Which messages of a source: all, those of exactly one topic, or of it and everything below. Marks belong to each. */
export type Selection =
  | { readonly of: 'all' }
  | { readonly of: 'topic' | 'branch'; readonly topic: Uint8Array };

/** Counts and finds what is selected. */
export interface Matcher {
  /** How many rows a block or span has, from what is known of it without its records. */
  countIn(summary: { readonly messages: number; readonly marks: number; entries(): Buffer }): number;
  /** Whether the record at `offset` is a row. */
  matches(data: Buffer, offset: number): boolean;
}

export function matcherOf(selection: Selection, seed: HashSeed): Matcher {
  if (selection.of === 'all') {
    return {
      countIn: ({ messages, marks }) => messages + marks,
      matches: (data, offset) => isMessageAt(data, offset) || isMarkAt(data, offset),
    };
  }
  const { high, low } = hashTopic(selection.topic, seed);
  const count = selection.of === 'topic' ? 'exact' : 'branch';
  return {
    countIn: ({ marks, entries }) => marks + findEntry(entries(), high, low)[count],
    matches: (data, offset) =>
      isMarkAt(data, offset) ||
      (isMessageAt(data, offset) && isOnTopic(data, offset, selection.topic, selection.of === 'branch')),
  };
}
