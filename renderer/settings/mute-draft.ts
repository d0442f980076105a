import type { FindingKind, MuteRule } from '../../app/contract/areas/trace/finding.ts';
import { mutedClientCharacters } from '../../app/contract/areas/trace/finding.ts';
import { checkTopicFilter, isShared } from '../../app/mqtt/topic.ts';
import { texts } from '../texts/en.ts';

const words = texts.settings.muteForm;

/** A rule as it is typed; empty fields stand for any. */
export interface MuteDraft {
  readonly kind: FindingKind | undefined;
  readonly client: string;
  readonly topicFilter: string;
}

export const emptyDraft: MuteDraft = { kind: undefined, client: '', topicFilter: '' };

/** What is wrong with each field, and the rule once nothing is. */
export interface CheckedDraft {
  readonly client: string | undefined;
  readonly topicFilter: string | undefined;
  /** Undefined while something is wrong, and while it names nothing: it would mute all that is found. */
  readonly rule: MuteRule | undefined;
}

export function checkDraft(draft: MuteDraft): CheckedDraft {
  const client = draft.client.length > mutedClientCharacters ? words.long(mutedClientCharacters) : undefined;
  const topicFilter = filterProblem(draft.topicFilter);
  const rule = {
    kind: draft.kind,
    client: draft.client === '' ? '*' : draft.client,
    topicFilter: draft.topicFilter === '' ? '#' : draft.topicFilter,
  };
  const namesSomething = rule.kind !== undefined || /[^*]/.test(rule.client) || rule.topicFilter !== '#';
  const isReady = namesSomething && client === undefined && topicFilter === undefined;
  return { client, topicFilter, rule: isReady ? rule : undefined };
}

function filterProblem(filter: string): string | undefined {
  if (filter === '') return undefined;
  if (isShared(filter)) return words.noShare;
  return checkTopicFilter(filter, 4)?.message;
}
