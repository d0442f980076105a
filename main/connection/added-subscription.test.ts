import { expect, test } from 'vitest';
import { withSubscription } from './added-subscription.ts';
import { subscriptionTo, testProfile } from './testing/setup.ts';

const full = Array.from({ length: 100 }, (_none, index) => subscriptionTo(`t/${index}`));

test('a subscription takes the place of an earlier one to the same filter', () => {
  const profile = testProfile({ subscriptions: [subscriptionTo('a', 0), subscriptionTo('b', 1)] });

  const answer = withSubscription(profile, subscriptionTo('a', 2));

  expect(answer).toEqual({ ok: true, value: [subscriptionTo('b', 1), subscriptionTo('a', 2)] });
});

test('a filter that is not valid is refused here, with the clause', () => {
  const answer = withSubscription(testProfile({}), subscriptionTo('lab/#/x'));

  expect(answer).toEqual({
    ok: false,
    error: {
      code: 'invalid',
      message: 'The topic filter is not valid: "#" must be the last level [MQTT-4.7.1-1]',
    },
  });
});

test('a hundred are all that a profile holds; one of them may still be changed', () => {
  const profile = testProfile({ subscriptions: full });

  const added = withSubscription(profile, subscriptionTo('one more'));
  const changed = withSubscription(profile, subscriptionTo('t/0', 1));

  expect(added).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(changed).toEqual({ ok: true, value: [...full.slice(1), subscriptionTo('t/0', 1)] });
});
