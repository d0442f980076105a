import { expect, test } from 'vitest';
import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import type { EditedRule } from './edited-rule.ts';
import { placeOf, withEdited } from './edited-rule.ts';

function rule(filter: string): AccessRule {
  return { effect: 'allow', action: 'both', filter, who: 'everyone' };
}

const a = rule('a');
const b = rule('b');
const c = rule('c');

test('a rule that is changed stays in its place, of two that are alike the one that was chosen', () => {
  const edited: EditedRule = { kind: 'known', rule: rule('a'), place: 2 };

  expect(withEdited([a, b, a], edited, c)).toEqual([a, b, c]);
});

test('a rule that another window moved meanwhile is changed where it is now', () => {
  const edited: EditedRule = { kind: 'known', rule: rule('c'), place: 2 };

  expect([placeOf([b, c], edited), withEdited([b, c], edited, a)]).toEqual([1, [b, a]]);
});

test('a new rule, and one that another window removed meanwhile, goes behind the others', () => {
  const gone: EditedRule = { kind: 'known', rule: rule('c'), place: 1 };

  expect(placeOf([a, b], gone)).toBeUndefined();
  expect(withEdited([a, b], gone, c)).toEqual([a, b, c]);
  expect(withEdited([a, b], { kind: 'new' }, c)).toEqual([a, b, c]);
});
