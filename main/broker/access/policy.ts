import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import type { Pattern } from './pattern.ts';
import { covers, intersection, matchesTopic, patternOf } from './pattern.ts';
import type { RulePattern, Subject } from './rule-pattern.ts';
import { rulePattern } from './rule-pattern.ts';

/** A decision, and the place from 0 of the rule that made it; undefined if none did and the default holds. */
export interface Verdict {
  readonly isAllowed: boolean;
  readonly rule: number | undefined;
}

/** What a subscription would bring: all that matches its filter, some of it, or nothing. */
interface FilterVerdict {
  readonly brings: 'all' | 'some' | 'nothing';
  readonly rule: number | undefined;
}

interface CompiledRule {
  readonly place: number;
  readonly effect: AccessRule['effect'];
  readonly action: AccessRule['action'];
  readonly pattern: RulePattern;
}

/** A rule as it holds for one client. */
interface HeldRule {
  readonly place: number;
  readonly effect: AccessRule['effect'];
  readonly pattern: Pattern;
}

/** The rules of one client for one action, in order. */
export type HeldRules = readonly HeldRule[];

/** Rules and default, compiled; a changed list is another policy. */
export class Policy {
  readonly #otherwise: 'allow' | 'deny';
  readonly #general: CompiledRule[] = [];
  readonly #byUser = new Map<string, CompiledRule[]>();
  readonly #byClient = new Map<string, CompiledRule[]>();
  readonly #anonymous: CompiledRule[] = [];

  constructor(rules: readonly AccessRule[], otherwise: 'allow' | 'deny') {
    this.#otherwise = otherwise;
    for (const [place, rule] of rules.entries()) {
      const { effect, action } = rule;
      this.#listOf(rule).push({ place, effect, action, pattern: rulePattern(rule) });
    }
  }

  /** Whether everybody may do everything. */
  get isOpen(): boolean {
    const rules = this.#general.length + this.#anonymous.length + this.#byUser.size + this.#byClient.size;
    return this.#otherwise === 'allow' && rules === 0;
  }

  /** What of the rules is about this client and this action. */
  rulesFor(subject: Subject, action: 'publish' | 'subscribe'): HeldRules {
    const { user, clientId } = subject;
    const own = user === undefined ? this.#anonymous : (this.#byUser.get(user) ?? []);
    const rules = [...this.#general, ...own, ...(this.#byClient.get(clientId) ?? [])];
    return rules
      .filter((rule) => rule.action === 'both' || rule.action === action)
      .sort((a, b) => a.place - b.place)
      .flatMap(({ place, effect, pattern }) => {
        const held = pattern(subject);
        return held === undefined ? [] : [{ place, effect, pattern: held }];
      });
  }

  /** The first rule that the topic falls under decides. */
  onTopic(rules: HeldRules, topic: string): Verdict {
    const levels = topic.split('/');
    const rule = rules.find(({ pattern }) => matchesTopic(pattern, levels));
    return { isAllowed: (rule?.effect ?? this.#otherwise) === 'allow', rule: rule?.place };
  }

  /**
   * What a filter would bring. `nothing` is certain but for what several denying rules cover only together: such a
   * subscription brings nothing either, as each message is decided on by its topic.
   */
  onFilter(rules: HeldRules, filter: string): FilterVerdict {
    const asked = patternOf(filter);
    const denied: HeldRule[] = [];
    for (const rule of rules) {
      const shared = intersection(rule.pattern, asked);
      if (shared === undefined) continue;
      if (rule.effect === 'deny') {
        denied.push(rule);
        if (covers(rule.pattern, asked)) return { brings: 'nothing', rule: denied[0]?.place };
      } else if (!denied.some(({ pattern }) => covers(pattern, shared))) {
        const isAll = denied.length === 0 && covers(rule.pattern, asked);
        return {
          brings: isAll || this.#allowsRest(rules, rule, asked, denied) ? 'all' : 'some',
          rule: rule.place,
        };
      }
    }
    if (this.#otherwise === 'deny') return { brings: 'nothing', rule: denied[0]?.place };
    return { brings: denied.length === 0 ? 'all' : 'some', rule: denied[0]?.place };
  }

  /** Whether nothing of what was asked for is denied by a later rule or by default. */
  #allowsRest(rules: HeldRules, first: HeldRule, asked: Pattern, denied: readonly HeldRule[]): boolean {
    if (denied.length > 0) return false;
    for (const rule of rules.slice(rules.indexOf(first) + 1)) {
      if (intersection(rule.pattern, asked) === undefined) continue;
      if (rule.effect === 'deny') return false;
      if (covers(rule.pattern, asked)) return true;
    }
    return this.#otherwise === 'allow';
  }

  #listOf({ who }: AccessRule): CompiledRule[] {
    if (who === 'everyone') return this.#general;
    if (who === 'anonymous') return this.#anonymous;
    return 'user' in who ? listIn(this.#byUser, who.user) : listIn(this.#byClient, who.client);
  }
}

function listIn(lists: Map<string, CompiledRule[]>, name: string): CompiledRule[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
