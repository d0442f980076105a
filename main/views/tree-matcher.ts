import { checkTopicFilter, matches, parseShared } from '../../app/mqtt/topic.ts';

/** Whether a topic, the first `length` of the bytes, is what the user looks for. */
export type TopicMatcher = (topic: Uint8Array, length: number) => boolean;

/**
 * Text finds topics that contain it in upper or lower case; a topic filter with wildcards finds what a subscription to it
 * would get. Undefined for an empty filter.
 */
export function topicMatcher(filter: string): TopicMatcher | undefined {
  if (filter === '') return undefined;
  const hasWildcard = filter.includes('+') || filter.includes('#');
  if (hasWildcard && checkTopicFilter(filter) === undefined) {
    const inner = parseShared(filter)?.filter ?? filter;
    return (topic, length) => matches(inner, utf8(topic, length));
  }
  // Bytes above 0x7F are parts of characters: those are compared as text.
  return isAscii(filter) ? asciiMatcher(filter) : textMatcher(filter);
}

function asciiMatcher(filter: string): TopicMatcher {
  const sought = Buffer.from(filter.toLowerCase(), 'latin1');
  const first = sought[0] ?? 0;
  return (topic, length) => {
    for (let at = 0; at + sought.length <= length; at += 1) {
      if (lower(topic[at] ?? 0) !== first) continue;
      let index = 1;
      while (index < sought.length && lower(topic[at + index] ?? 0) === sought[index]) index += 1;
      if (index === sought.length) return true;
    }
    return false;
  };
}

function textMatcher(filter: string): TopicMatcher {
  const sought = filter.toLowerCase();
  return (topic, length) => utf8(topic, length).toLowerCase().includes(sought);
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

function utf8(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('utf8');
}
