import type { AccessRule } from '../../../../app/contract/areas/broker/access.ts';
import { accessRule } from '../../../../app/contract/areas/broker/access.ts';
import type { LineProblem } from './line-problem.ts';
import { linesOf } from './line-problem.ts';

interface ImportedRules {
  /** In the order that gives mosquitto's decisions; what none is about is denied. */
  readonly rules: readonly AccessRule[];
  readonly problems: readonly LineProblem[];
}

interface ImportedRule {
  readonly isPattern: boolean;
  readonly rule: AccessRule;
}

const effects = {
  read: { effect: 'allow', action: 'subscribe' },
  write: { effect: 'allow', action: 'publish' },
  readwrite: { effect: 'allow', action: 'both' },
  deny: { effect: 'deny', action: 'both' },
} as const;

/**
 * Rules of an ACL file of mosquitto. There "topic" lines before the first "user" are about clients without a user name,
 * those of a user about that one, "pattern" lines about everybody; denials come before what is allowed, patterns last.
 */
export function readAclFile(text: string): ImportedRules {
  const imported: ImportedRule[] = [];
  const problems: LineProblem[] = [];
  let who: AccessRule['who'] = 'anonymous';
  for (const { line, text: content } of linesOf(text)) {
    const [, keyword = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(content) ?? [];
    if (keyword === 'user' && rest !== '') who = { user: rest };
    else {
      const rule = ruleOf(keyword, rest, who);
      if (typeof rule === 'string') problems.push({ line, text: rule });
      else imported.push(rule);
    }
  }
  return { rules: inOrder(imported), problems };
}

function inOrder(imported: readonly ImportedRule[]): readonly AccessRule[] {
  const pick = (isPattern: boolean, effect: AccessRule['effect']) =>
    imported
      .filter((one) => one.isPattern === isPattern && one.rule.effect === effect)
      .map(({ rule }) => rule);
  return [...pick(false, 'deny'), ...pick(false, 'allow'), ...pick(true, 'deny'), ...pick(true, 'allow')];
}

/** A sentence if the line is no rule. */
function ruleOf(keyword: string, rest: string, who: AccessRule['who']): ImportedRule | string {
  if (keyword !== 'topic' && keyword !== 'pattern')
    return `"${keyword.slice(0, 40)}" is no line of an ACL file.`;
  const isPattern = keyword === 'pattern';
  const { effect, filter } = effectOf(rest);
  if (!isPattern && /%[cu]/.test(filter)) {
    return 'In a "topic" line mosquitto takes %c and %u literally; here they would be replaced.';
  }
  const parsed = accessRule.safeParse({ ...effect, filter, who: isPattern ? 'everyone' : who });
  if (!parsed.success) return `${parsed.error.issues[0]?.message ?? 'The filter is wrong'}.`;
  return { isPattern, rule: parsed.data };
}

function effectOf(rest: string) {
  const [, word = '', filter = ''] = /^(read|write|readwrite|deny)\s+(.*)$/.exec(rest) ?? [];
  const effect = Object.entries(effects).find(([name]) => name === word)?.[1];
  return effect === undefined ? { effect: effects.readwrite, filter: rest } : { effect, filter };
}
