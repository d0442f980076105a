import type { TopicCount } from './topic-entries.ts';

/** Topics whose counts are kept, and spans of each: a hundred million records. */
const keptTopics = 8;
const keptSpans = 4_096;

/**
 * What the spans of blocks have of the topics that were asked for last. A span of many topics has a summary of 300 KB, and
 * whoever selects a topic asks all spans for it several times: its rows, its strip of time, its newest message.
 */
export class SpanCounts {
  /** By topic, then by source and span. */
  readonly #kept = new Map<string, Map<string, TopicCount>>();

  /** `read` is asked where it is not known. */
  of(topic: string, span: string, read: () => TopicCount): TopicCount {
    const counts = this.#kept.get(topic) ?? new Map<string, TopicCount>();
    // The topic that was asked for last goes last.
    this.#kept.delete(topic);
    this.#kept.set(topic, counts);
    dropFirst(this.#kept, keptTopics);
    const known = counts.get(span);
    if (known !== undefined) return known;
    const count = read();
    counts.set(span, count);
    dropFirst(counts, keptSpans);
    return count;
  }
}

function dropFirst(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
