import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';

/** The rule that is being written: a new one, or one as it stood at its place when that began. */
export type EditedRule =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly rule: AccessRule; readonly place: number };

/**
 * Where the rule stands now: another window may have moved it. Undefined for one that is new, or that is gone or another
 * one there: it is then written behind the others.
 */
export function placeOf(rules: readonly AccessRule[], edited: EditedRule): number | undefined {
  if (edited.kind === 'new') return undefined;
  const text = JSON.stringify(edited.rule);
  const isIt = (rule: AccessRule | undefined): boolean => JSON.stringify(rule) === text;
  if (isIt(rules[edited.place])) return edited.place;
  const place = rules.findIndex(isIt);
  return place === -1 ? undefined : place;
}

/** The rules with the one that was written in its place. */
export function withEdited(
  rules: readonly AccessRule[],
  edited: EditedRule,
  written: AccessRule,
): readonly AccessRule[] {
  const place = placeOf(rules, edited);
  return place === undefined ? [...rules, written] : rules.with(place, written);
}
