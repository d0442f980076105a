import { quoted } from './chips.ts';
import { parseFilter } from './parse.ts';
import { hidesCharacters, shownQuoted } from './shown-text.ts';

/** A topic and all below it, as a condition. */
export function topicCondition(topic: string): string {
  const branch = `topic:${topic}/#`;
  const parsed = parseFilter(branch, 0);
  // A name that the language reads otherwise is looked for as text.
  const isBranch =
    parsed.ok && parsed.filter?.kind === 'topic-filter' && parsed.filter.filter === `${topic}/#`;
  return isBranch ? branch : `topic:${quoted(topic)}`;
}

/** The same of a topic as a list shows it. */
export function shownTopicCondition(shown: string): string {
  return hidesCharacters(shown) ? `topic:${shownQuoted(shown)}` : topicCondition(shown);
}

/** A client by its identifier as a list shows it. */
export function clientCondition(shown: string): string {
  return `client:${/^[\w.-]+$/.test(shown) ? shown : shownQuoted(shown)}`;
}

/** A payload as a list shows it. */
export function payloadCondition(shown: string): string {
  return `payload:${shownQuoted(shown)}`;
}
