import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { Profile, SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { checkTopicFilter } from '../../app/mqtt/topic.ts';

/** As many as a profile may be saved with. */
const maximumSubscriptions = 100;

/** The profile's subscriptions with one more, in place of an earlier one to the same filter; `invalid` if it cannot be. */
export function withSubscription(
  { subscriptions, protocolVersion }: Profile,
  added: SubscriptionSettings,
): Answer<SubscriptionSettings[]> {
  const problem = checkTopicFilter(added.filter, protocolVersion);
  if (problem !== undefined) {
    return failure('invalid', `The topic filter is not valid: ${problem.message} [${problem.clause}]`);
  }
  const others = subscriptions.filter(({ filter }) => filter !== added.filter);
  if (others.length < maximumSubscriptions) return success([...others, added]);
  return failure('invalid', `There are ${maximumSubscriptions} subscriptions already`, 'Remove one first.');
}
