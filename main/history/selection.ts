import { isMarkAt, isMessageAt, topicAt } from '../capture/record-layout.ts';
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
  const isSelected = selection.of === 'topic' ? isTopic : isInBranch;
  return {
    countIn: ({ marks, entries }) => marks + findEntry(entries(), high, low)[count],
    matches: (data, offset) =>
      isMarkAt(data, offset) ||
      (isMessageAt(data, offset) && isSelected(topicAt(data, offset), selection.topic)),
  };
}

function isTopic(topic: Uint8Array, selected: Uint8Array): boolean {
  return topic.byteLength === selected.byteLength && Buffer.compare(topic, selected) === 0;
}

function isInBranch(topic: Uint8Array, selected: Uint8Array): boolean {
  if (topic.byteLength <= selected.byteLength) return isTopic(topic, selected);
  if (topic[selected.byteLength] !== 0x2f) return false;
  return Buffer.compare(topic.subarray(0, selected.byteLength), selected) === 0;
}
