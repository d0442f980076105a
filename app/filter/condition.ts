import { quoted } from './chips.ts';
import { parseFilter } from './parse.ts';

/** A topic and all below it, as a condition. */
export function topicCondition(topic: string): string {
  const branch = `topic:${topic}/#`;
  const parsed = parseFilter(branch, 0);
  // A name that the language reads otherwise is looked for as text.
  const isBranch =
    parsed.ok && parsed.filter?.kind === 'topic-filter' && parsed.filter.filter === `${topic}/#`;
  return isBranch ? branch : `topic:${quoted(topic)}`;
}

export function clientCondition(client: string): string {
  return `client:${/^[\w.-]+$/.test(client) ? client : quoted(client)}`;
}

export function payloadCondition(payload: string): string {
  return `payload:${quoted(payload)}`;
}
