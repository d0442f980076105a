import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { accessRule } from '../../../app/contract/areas/broker/access.ts';
import { Policy } from './policy.ts';
import type { Subject } from './rule-pattern.ts';

type Rule = z.input<typeof accessRule>;

function mayPublish(rules: readonly Rule[], subject: Subject, topic: string) {
  const policy = new Policy(
    rules.map((rule) => accessRule.parse(rule)),
    'deny',
  );
  return policy.onTopic(policy.rulesFor(subject, 'publish'), topic);
}

function brings(rules: readonly Rule[], filter: string, otherwise: 'allow' | 'deny') {
  const policy = new Policy(
    rules.map((rule) => accessRule.parse(rule)),
    otherwise,
  );
  return policy.onFilter(policy.rulesFor(anybody, 'subscribe'), filter);
}

const anybody: Subject = { clientId: 'c', user: undefined };

test('the first rule that is about client, action and topic decides, else the default', () => {
  const rules: readonly Rule[] = [
    { effect: 'allow', filter: 'a/#', who: { user: 'ann' } },
    { effect: 'deny', action: 'publish', filter: 'a/secret' },
    { effect: 'allow', action: 'subscribe', filter: 'a/+' },
    { effect: 'allow', filter: 'a/open', who: 'anonymous' },
    { effect: 'allow', filter: 'a/own', who: { client: 'c' } },
  ];
  const ann: Subject = { clientId: 'x', user: 'ann' };

  expect([
    mayPublish(rules, ann, 'a/secret'),
    mayPublish(rules, anybody, 'a/secret'),
    mayPublish(rules, anybody, 'a/open'),
    mayPublish(rules, anybody, 'a/own'),
    mayPublish(rules, { clientId: 'x', user: 'bob' }, 'a/open'),
    mayPublish(rules, anybody, 'b'),
  ]).toEqual([
    { isAllowed: true, rule: 0 },
    { isAllowed: false, rule: 1 },
    { isAllowed: true, rule: 3 },
    { isAllowed: true, rule: 4 },
    { isAllowed: false, rule: undefined },
    { isAllowed: false, rule: undefined },
  ]);
});

describe('%c and %u', () => {
  const rules: readonly Rule[] = [{ effect: 'allow', filter: 'data/%u/%c/#' }];

  test('stand for the names of the client', () => {
    const subject = { clientId: 'c1', user: 'ann' };

    expect([
      mayPublish(rules, subject, 'data/ann/c1/t').isAllowed,
      mayPublish(rules, subject, 'data/bob/c1/t').isAllowed,
      mayPublish(rules, anybody, 'data//c/t').isAllowed,
    ]).toEqual([true, false, false]);
  });

  test.for(['+', '#', 'bob/+', 'bob/c1/#', 'a/b', '/', 'ann+', '%c'])(
    '%s as a name allows nothing more',
    (name) => {
      const topics = ['data/bob/c1/t', 'data/ann/c1/t', 'data/a/b/c1/t', `data/${name}/c1/t`];
      const subject = { clientId: 'c1', user: name };

      const allowed = topics.filter((topic) => mayPublish(rules, subject, topic).isAllowed);

      expect(allowed).toEqual(name === '%c' ? ['data/%c/c1/t'] : []);
    },
  );

  test.for(['+', '#', 'a/b', '$SYS'])('%s as a client identifier opens no other branch', (clientId) => {
    const own: readonly Rule[] = [{ effect: 'allow', filter: '%c/#' }];
    const topics = ['a/b', 'a/b/c', '$SYS/broker/uptime', 'x'];

    expect(topics.filter((topic) => mayPublish(own, { clientId, user: undefined }, topic).isAllowed)).toEqual(
      [],
    );
  });

  test('a name with a slash does not escape what it is denied', () => {
    const denied: readonly Rule[] = [
      { effect: 'deny', filter: 'lock/%c' },
      { effect: 'allow', filter: '#' },
    ];

    expect(mayPublish(denied, { clientId: 'a/b', user: undefined }, 'lock/a/b')).toEqual({
      isAllowed: false,
      rule: 0,
    });
  });
});

describe('a filter', () => {
  const denySecret: Rule = { effect: 'deny', filter: 'a/secret/#' };
  const allowA: Rule = { effect: 'allow', filter: 'a/#' };

  test.for([
    ['within what is allowed brings all', [allowA], 'a/b/+', 'deny', 'all', 0],
    ['wider than what is allowed brings some', [allowA], '#', 'deny', 'some', 0],
    ['apart from what is allowed brings nothing', [allowA], 'b/#', 'deny', 'nothing', undefined],
    ['within what is denied brings nothing', [denySecret], 'a/secret/+', 'allow', 'nothing', 0],
    ['wider than what is denied brings some', [denySecret], 'a/#', 'allow', 'some', 0],
    ['apart from what is denied brings all', [denySecret], 'b', 'allow', 'all', undefined],
    [
      'is not opened by a rule that an earlier one shadows',
      [denySecret, { effect: 'allow', filter: 'a/secret/x' }],
      'a/secret/+',
      'deny',
      'nothing',
      0,
    ],
    [
      'is brought by an exception before the rule that denies',
      [{ effect: 'allow', filter: 'a/secret/x' }, denySecret],
      'a/secret/+',
      'deny',
      'some',
      0,
    ],
    [
      'that begins with a wildcard asks for nothing below $SYS',
      [{ effect: 'allow', filter: '$SYS/#' }],
      '#',
      'deny',
      'nothing',
      undefined,
    ],
  ] as const)('%s', ([, rules, filter, otherwise, expected, rule]) => {
    expect(brings(rules, filter, otherwise)).toEqual({ brings: expected, rule });
  });
});
