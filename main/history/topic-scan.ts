import { isMessageAt, isOnTopic, topicStart } from '../capture/record-layout.ts';
import type { LoadedUnit } from './unit-cache.ts';

/** `find` of a `Matcher`. */
type Find = (unit: LoadedUnit, from: number, end: number, most?: number) => readonly number[];

/**
 * Finds the messages on a topic of at least one byte, or on a branch, where there are no marks. Of a block most records are on other topics,
 * which their byte where this one ends nearly always tells: to look at each of them in whole was most of what reading the
 * last hundred of a topic took.
 */
export function scanForTopic(topic: Uint8Array, orBelow: boolean): Find {
  const toLast = topic.byteLength - 1;
  const last = topic[toLast];
  return ({ data, offsets }, from, end, most = Number.POSITIVE_INFINITY) => {
    const found: number[] = [];
    for (let index = from; index < end && found.length < most; index += 1) {
      const offset = offsets[index] ?? 0;
      if (data[topicStart(data, offset) + toLast] !== last) continue;
      if (isMessageAt(data, offset) && isOnTopic(data, offset, topic, orBelow)) found.push(index);
    }
    return found;
  };
}
