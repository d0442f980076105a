import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import type { Pattern } from './pattern.ts';
import { covers, intersection, patternOf, patternOfTopic } from './pattern.ts';
import type { HeldRule } from './rule-index.ts';
import { RuleIndex } from './rule-index.ts';
import type { RulePattern, Subject } from './rule-pattern.ts';
import { isPersonal, rulePattern } from './rule-pattern.ts';

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

/** A rule whose filter has a placeholder: what it is about depends on the client. */
interface PersonalRule {
  readonly place: number;
  readonly effect: AccessRule['effect'];
  readonly action: AccessRule['action'];
  readonly pattern: RulePattern;
}

/** The rules about the same clients. */
interface RuleGroup {
  readonly publish: RuleIndex;
  readonly subscribe: RuleIndex;
  readonly personal: PersonalRule[];
}

/** The rules of one client for one action. */
export type HeldRules = readonly RuleIndex[];

/** Rules and default, compiled; a changed list is another policy. */
export class Policy {
  readonly #otherwise: 'allow' | 'deny';
  readonly #isOpen: boolean;
  readonly #general = newGroup();
  readonly #byUser = new Map<string, RuleGroup>();
  readonly #byClient = new Map<string, RuleGroup>();
  readonly #anonymous = newGroup();

  constructor(rules: readonly AccessRule[], otherwise: 'allow' | 'deny') {
    this.#otherwise = otherwise;
    this.#isOpen = otherwise === 'allow' && rules.length === 0;
    for (const [place, rule] of rules.entries()) this.#add(rule, place);
  }

  /** Whether everybody may do everything. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  #add(rule: AccessRule, place: number): void {
    const { effect, action } = rule;
    const { publish, subscribe, personal } = this.#groupOf(rule);
    if (isPersonal(rule)) {
      personal.push({ place, effect, action, pattern: rulePattern(rule) });
      return;
    }
    const held = { place, effect, pattern: patternOf(rule.filter) };
    if (action !== 'subscribe') publish.add(held);
    if (action !== 'publish') subscribe.add(held);
  }

  /** What of the rules is about this client and this action. */
  rulesFor(subject: Subject, action: 'publish' | 'subscribe'): HeldRules {
    const { user, clientId } = subject;
    const own = user === undefined ? this.#anonymous : this.#byUser.get(user);
    const groups = [this.#general, own, this.#byClient.get(clientId)].filter((group) => group !== undefined);
    const filled = new RuleIndex();
    const personal = groups.flatMap((group) => group.personal).sort((a, b) => a.place - b.place);
    for (const { place, effect, action: about, pattern } of personal) {
      const held = about === 'both' || about === action ? pattern(subject) : undefined;
      if (held !== undefined) filled.add({ place, effect, pattern: held });
    }
    return [...groups.map((group) => group[action]), filled].filter(({ isEmpty }) => !isEmpty);
  }

  /** The first rule that the topic falls under decides. */
  onTopic(rules: HeldRules, topic: string): Verdict {
    const asked = patternOfTopic(topic);
    const rule = rules.reduce<HeldRule | undefined>(
      (first, index) => index.covering(asked).reduce(earlier, first),
      undefined,
    );
    return { isAllowed: (rule?.effect ?? this.#otherwise) === 'allow', rule: rule?.place };
  }

  /**
   * What a filter would bring. `nothing` is certain but for what several denying rules cover only together: such a
   * subscription brings nothing either, as each message is decided on by its topic.
   */
  onFilter(rules: HeldRules, filter: string): FilterVerdict {
    const asked = patternOf(filter);
    const met = rulesMeeting(rules, asked);
    const denied: HeldRule[] = [];
    for (const rule of met) {
      const shared = intersection(rule.pattern, asked);
      if (shared === undefined) continue;
      if (rule.effect === 'deny') {
        denied.push(rule);
        if (covers(rule.pattern, asked)) return { brings: 'nothing', rule: denied[0]?.place };
      } else if (denied.length === 0 || !isDenied(rules, shared, rule.place)) {
        const isAll = denied.length === 0 && covers(rule.pattern, asked);
        return {
          brings: isAll || this.#allowsRest(met, rule, asked, denied) ? 'all' : 'some',
          rule: rule.place,
        };
      }
    }
    if (this.#otherwise === 'deny') return { brings: 'nothing', rule: denied[0]?.place };
    return { brings: denied.length === 0 ? 'all' : 'some', rule: denied[0]?.place };
  }

  /** Whether nothing of what was asked for is denied by a later rule or by default. */
  #allowsRest(
    met: readonly HeldRule[],
    first: HeldRule,
    asked: Pattern,
    denied: readonly HeldRule[],
  ): boolean {
    if (denied.length > 0) return false;
    for (const rule of met.slice(met.indexOf(first) + 1)) {
      if (rule.effect === 'deny') return false;
      if (covers(rule.pattern, asked)) return true;
    }
    return this.#otherwise === 'allow';
  }

  #groupOf({ who }: AccessRule): RuleGroup {
    if (who === 'everyone') return this.#general;
    if (who === 'anonymous') return this.#anonymous;
    return 'user' in who ? groupIn(this.#byUser, who.user) : groupIn(this.#byClient, who.client);
  }
}

/** Those that something of what is asked for falls under, by their places. */
function rulesMeeting(rules: HeldRules, asked: Pattern): readonly HeldRule[] {
  const [only, ...others] = rules;
  if (only === undefined) return [];
  if (others.length === 0) return only.meeting(asked);
  return rules.flatMap((index) => index.meeting(asked)).sort((a, b) => a.place - b.place);
}

/** Whether a rule before that place denies all of it. */
function isDenied(rules: HeldRules, asked: Pattern, before: number): boolean {
  return rules.some((index) =>
    index.covering(asked).some(({ effect, place }) => effect === 'deny' && place < before),
  );
}

function earlier(one: HeldRule | undefined, other: HeldRule): HeldRule {
  return one !== undefined && one.place < other.place ? one : other;
}

function groupIn(groups: Map<string, RuleGroup>, name: string): RuleGroup {
  const known = groups.get(name);
  if (known !== undefined) return known;
  const group = newGroup();
  groups.set(name, group);
  return group;
}

function newGroup(): RuleGroup {
  return { publish: new RuleIndex(), subscribe: new RuleIndex(), personal: [] };
}
