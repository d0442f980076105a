import { useState } from 'react';
import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { checkTopicFilter, isShared } from '../../../app/mqtt/topic.ts';
import { texts } from '../../texts/en.ts';

export const whoKinds = ['everyone', 'anonymous', 'user', 'client'] as const;
type WhoKind = (typeof whoKinds)[number];

/** A rule as it was typed so far. */
export interface RuleDraft {
  readonly typed: AccessRule;
  readonly whoKind: WhoKind;
  readonly whoName: string;
  /** What is wrong with its filter. */
  readonly problem: string | undefined;
  /** The rule, once nothing of it is wrong or missing. */
  readonly ready: AccessRule | undefined;
  readonly change: (changed: Partial<AccessRule>) => void;
  readonly setWhoKind: (kind: WhoKind) => void;
  readonly setWhoName: (name: string) => void;
}

export function useRuleDraft(rule: AccessRule): RuleDraft {
  const [typed, setTyped] = useState(rule);
  const [whoKind, setWhoKind] = useState<WhoKind>(kindOf(rule.who));
  const [whoName, setWhoName] = useState(nameOf(rule.who));
  const problem = filterProblem(typed.filter);
  const who = whoOf(whoKind, whoName);
  const isReady = typed.filter !== '' && problem === undefined && who !== undefined;
  return {
    typed,
    whoKind,
    whoName,
    problem,
    ready: isReady ? { ...typed, who } : undefined,
    change: (changed) => setTyped({ ...typed, ...changed }),
    setWhoKind,
    setWhoName,
  };
}

function filterProblem(filter: string): string | undefined {
  if (filter === '') return undefined;
  if (isShared(filter)) return texts.access.noShare;
  return checkTopicFilter(filter, 4)?.message;
}

function kindOf(who: AccessRule['who']): WhoKind {
  if (typeof who === 'string') return who;
  return 'user' in who ? 'user' : 'client';
}

function nameOf(who: AccessRule['who']): string {
  if (typeof who === 'string') return '';
  return 'user' in who ? who.user : who.client;
}

/** Undefined while its name is missing. */
function whoOf(kind: WhoKind, name: string): AccessRule['who'] | undefined {
  if (kind === 'everyone' || kind === 'anonymous') return kind;
  if (name === '') return undefined;
  return kind === 'user' ? { user: name } : { client: name };
}
