import { fitsGlob } from '../../../app/base/glob.ts';
import type { FindingKind, MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import { mutedClientCharacters, mutedTopicCharacters } from '../../../app/contract/areas/trace/finding.ts';
import { matches } from '../../../app/mqtt/topic.ts';

/** What a rule goes by of a finding, with its texts as they came. */
interface Named {
  readonly kind: FindingKind;
  readonly client: string;
  readonly topic: string;
}

/** Whether a rule names the finding. */
export function isMuted({ kind, client, topic }: Named, rule: MuteRule): boolean {
  const isKind = rule.kind === undefined || rule.kind === kind;
  return isKind && fitsClient(rule.client, client) && fitsTopic(rule.topicFilter, topic);
}

/** The rule that mutes what is found of the same kind of that one's client. */
export function clientMute({ kind, client }: Named): MuteRule {
  return { kind, client: patternOf(client), topicFilter: '#' };
}

/** The same on that one's topic; undefined if the topic is too long to be named by its first levels. */
export function topicMute({ kind, topic }: Named): MuteRule | undefined {
  const topicFilter = topicFilterOf(topic);
  return topicFilter === undefined ? undefined : { kind, client: '*', topicFilter };
}

/** A backslash makes a `*`, a `?` and another backslash literal; before all else it stands for itself. */
function fitsClient(pattern: string, client: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes('\\')) return fitsGlob(pattern, client);
  const literal = new Set<number>();
  let glob = '';
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern.charAt(at) === '\\' && /[*?\\]/.test(pattern.charAt(at + 1))) {
      at += 1;
      literal.add(glob.length);
    }
    glob += pattern.charAt(at);
  }
  return fitsGlob(glob, client, literal);
}

/** The pattern that only this client fits, or of a long one all that begin as it does. */
function patternOf(client: string): string {
  const whole = escaped(client);
  if (whole.length <= mutedClientCharacters) return whole;
  // Shorter by one until it has room: an escape is not cut in two.
  for (let characters = mutedClientCharacters - 1; ; characters -= 1) {
    const beginning = escaped(client.slice(0, characters).replace(/[\ud800-\udbff]$/, ''));
    if (beginning.length < mutedClientCharacters) return `${beginning}*`;
  }
}

function escaped(client: string): string {
  return client.replaceAll(/[*?\\]/g, '\\$&');
}

/** A level that is `\+` or `\#`, which no topic and no filter has, is a `+` or `#` of a filter that was asked for. */
const literalLevel = /(?:^|\/)\\[+#](?:\/|$)/;

function fitsTopic(filter: string, topic: string): boolean {
  if (filter === '' || filter === '#') return true;
  if (!literalLevel.test(filter)) return matches(filter, topic);
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  const isPrefix = wanted.at(-1) === '#';
  if (isPrefix) wanted.pop();
  const isLong = isPrefix ? levels.length >= wanted.length : levels.length === wanted.length;
  return (
    isLong && wanted.every((level, at) => level === '+' || level.replace(/^\\(?=[+#]$)/, '') === levels[at])
  );
}

/** The filter that only this topic fits, or of a long one all below its first levels. */
function topicFilterOf(topic: string): string | undefined {
  const levels = topic.split('/').map((level) => level.replace(/^[+#]$/, '\\$&'));
  const whole = levels.join('/');
  if (whole.length <= mutedTopicCharacters) return whole;
  const end = whole.lastIndexOf('/', mutedTopicCharacters - 2);
  return end === -1 ? undefined : `${whole.slice(0, end)}/#`;
}
