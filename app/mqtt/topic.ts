import type { ProtocolVersion } from './packet.ts';
import { textProblem, utf8Length } from './utf8.ts';

/** Why a text is no topic name or filter. `position` counts UTF-16 units from 0. */
export interface TopicProblem {
  readonly message: string;
  readonly position: number;
  readonly clause: string;
}

/** A shared subscription, taken apart (clause 4.8.2). */
interface SharedFilter {
  readonly shareName: string;
  readonly filter: string;
}

const sharePrefix = '$share/';

/** Checks what is published to (clause 4.7); undefined if it is a topic name. */
export function checkTopicName(text: string): TopicProblem | undefined {
  const position = firstOf(text.indexOf('+'), text.indexOf('#'));
  if (position !== -1) {
    const message = `A topic name has no wildcards; "${text.charAt(position)}" is one`;
    return { message, position, clause: 'MQTT-4.7.0-1' };
  }
  return checkText(text);
}

/** Checks what is subscribed to (clauses 4.7 and, for 5.0, 4.8.2); undefined if it is a topic filter. */
export function checkTopicFilter(text: string, version: ProtocolVersion = 5): TopicProblem | undefined {
  if (version === 5 && isShared(text)) return checkText(text) ?? checkShared(text);
  return checkText(text) ?? checkWildcards(text, 0);
}

/** Whether a well-formed filter is one of a shared subscription. */
export function isShared(filter: string): boolean {
  return filter.startsWith(sharePrefix);
}

/** Takes `$share/name/filter` apart; undefined for any other filter and for a wrong one. */
export function parseShared(filter: string): SharedFilter | undefined {
  if (!isShared(filter) || checkShared(filter) !== undefined) return undefined;
  const slash = filter.indexOf('/', sharePrefix.length);
  return { shareName: filter.slice(sharePrefix.length, slash), filter: filter.slice(slash + 1) };
}

/**
 * Whether a topic name falls under a filter (clause 4.7), both well-formed. Unit by unit, nothing is
 * normalised [MQTT-4.7.3-4]. Of a shared subscription, pass the filter inside it.
 */
export function matches(filter: string, topic: string): boolean {
  // A filter that begins with a wildcard leaves out what begins with "$" [MQTT-4.7.2-1].
  if (topic.startsWith('$') && (filter.startsWith('#') || filter.startsWith('+'))) return false;
  let at = 0;
  for (let index = 0; index < filter.length; index += 1) {
    const unit = filter.charAt(index);
    if (unit === '#') return true;
    if (unit === '+') {
      at = levelEnd(topic, at);
    } else if (at < topic.length && unit === topic.charAt(at)) {
      at += 1;
    } else {
      // "a/#" is for "a" as well (clause 4.7.1.2).
      return at === topic.length && filter.length === index + 2 && filter.endsWith('/#');
    }
  }
  return at === topic.length;
}

function levelEnd(topic: string, start: number): number {
  const slash = topic.indexOf('/', start);
  return slash === -1 ? topic.length : slash;
}

function checkText(text: string): TopicProblem | undefined {
  if (text.length === 0)
    return { message: 'At least one character is needed', position: 0, clause: 'MQTT-4.7.3-1' };
  const position = textProblem(text);
  if (position !== -1) {
    return text.charCodeAt(position) === 0
      ? { message: 'The character U+0000 is not allowed', position, clause: 'MQTT-4.7.3-2' }
      : { message: 'Half of a character is not allowed', position, clause: 'MQTT-1.5.4-1' };
  }
  if (text.length * 3 <= 65_535 || utf8Length(text) <= 65_535) return undefined;
  return { message: 'More than 65,535 bytes are not allowed', position: 0, clause: 'MQTT-4.7.3-3' };
}

/** Each wildcard fills a level of its own, and "#" is the last [MQTT-4.7.1-1], [MQTT-4.7.1-2]. */
function checkWildcards(text: string, start: number): TopicProblem | undefined {
  for (let position = start; position < text.length; position += 1) {
    const unit = text.charAt(position);
    if (unit !== '+' && unit !== '#') continue;
    const clause = unit === '#' ? 'MQTT-4.7.1-1' : 'MQTT-4.7.1-2';
    const before = position === start || text.charAt(position - 1) === '/';
    const after = position + 1 === text.length || text.charAt(position + 1) === '/';
    if (!before || !after) {
      return { message: `"${unit}" must fill a whole level`, position, clause };
    }
    if (unit === '#' && position + 1 < text.length) {
      return { message: '"#" must be the last level', position, clause };
    }
  }
  return undefined;
}

function checkShared(text: string): TopicProblem | undefined {
  const start = sharePrefix.length;
  const slash = text.indexOf('/', start);
  const nameEnd = slash === -1 ? text.length : slash;
  if (nameEnd === start) {
    return { message: 'The share name has at least one character', position: start, clause: 'MQTT-4.8.2-1' };
  }
  const name = text.slice(start, nameEnd);
  const wildcard = firstOf(name.indexOf('+'), name.indexOf('#'));
  if (wildcard !== -1) {
    return { message: 'The share name has no wildcards', position: start + wildcard, clause: 'MQTT-4.8.2-2' };
  }
  if (nameEnd + 1 >= text.length) {
    return {
      message: 'A topic filter must follow the share name',
      position: nameEnd,
      clause: 'MQTT-4.8.2-2',
    };
  }
  return checkWildcards(text, nameEnd + 1);
}

function firstOf(a: number, b: number): number {
  if (a === -1 || b === -1) return Math.max(a, b);
  return Math.min(a, b);
}
