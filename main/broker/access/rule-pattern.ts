import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import type { Pattern } from './pattern.ts';
import { patternOf } from './pattern.ts';

/** Whom a decision is about. */
export interface Subject {
  readonly clientId: string;
  /** The name of a user that was checked; undefined for anonymous clients. */
  readonly user: string | undefined;
}

/** The filter of a rule as it holds for one client; undefined if it is about no topic of it. */
export type RulePattern = (subject: Subject) => Pattern | undefined;

const placeholder = /%[cu]/g;

/** Whether what the rule is about depends on the client. */
export function isPersonal({ filter }: AccessRule): boolean {
  return filter.includes('%c') || filter.includes('%u');
}

/** Of a rule with placeholders: its filter is taken apart once, and filled for each client. */
export function rulePattern({ filter, effect }: AccessRule): RulePattern {
  const pattern = patternOf(filter);
  return (subject) => filled(pattern, subject, effect);
}

/**
 * A name is put in literally: a "+" or "#" of it is that character, not a wildcard. What a name with "+", "#", "/" or,
 * at the front, "$" would allow is allowed to nobody, as it would reach beyond the level that was meant; what it would
 * deny is denied as it is written.
 */
function filled(pattern: Pattern, subject: Subject, effect: AccessRule['effect']): Pattern | undefined {
  const levels: (string | undefined)[] = [];
  for (const [index, level] of pattern.levels.entries()) {
    if (level === undefined || !level.includes('%')) {
      levels.push(level);
      continue;
    }
    const text = filledLevel(level, subject);
    if (text === undefined) return undefined;
    if (effect === 'allow' && (/[+#/]/.test(text) || (index === 0 && text.startsWith('$')))) return undefined;
    levels.push(...text.split('/'));
  }
  return { levels, isOpen: pattern.isOpen };
}

/** Undefined where there is no name to put in. */
function filledLevel(level: string, { clientId, user }: Subject): string | undefined {
  if (level.includes('%u') && (user === undefined || user === '')) return undefined;
  return level.replaceAll(placeholder, (which) => (which === '%c' ? clientId : (user ?? '')));
}
