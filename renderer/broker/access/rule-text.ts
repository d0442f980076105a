import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { texts } from '../../texts/en.ts';

const words = texts.access;

/** `everyone`, `user ann`. */
export function whoText(who: AccessRule['who']): string {
  if (typeof who === 'string') return words.whos[who];
  return 'user' in who ? words.whoUser(who.user) : words.whoClient(who.client);
}

/** The list with the rule one place further up or down. */
export function moved(rules: readonly AccessRule[], from: number, to: number): readonly AccessRule[] {
  const rule = rules[from];
  if (rule === undefined || to < 0 || to >= rules.length) return rules;
  return rules.toSpliced(from, 1).toSpliced(to, 0, rule);
}
