import type { StepList } from './dial/step-list.ts';
import type { LiveLink } from './live-link.ts';
import type { Subscriptions } from './subscriptions.ts';

/** The last step of an attempt: subscribes to what the profile asks for. Says nothing if the link is over meanwhile. */
export async function subscribeFirst(
  subscriptions: Subscriptions,
  live: LiveLink,
  steps: StepList,
  isStillLive: () => boolean,
): Promise<void> {
  const count = subscriptions.read().length;
  steps.start('subscribe', count === 0 ? 'Nothing to subscribe to' : `${count} topic filters`);
  const { granted, refused } = await subscriptions.synchronise(live);
  if (!isStillLive()) return;
  if (refused.length === 0) {
    steps.done('subscribe', count === 0 ? 'Nothing to subscribe to' : `${granted} of ${count} granted`);
    return;
  }
  const advice = 'Ask the keeper of the broker for the right to subscribe, or choose another topic filter.';
  steps.fail('subscribe', { detail: `The broker refused ${refused.join('; ')}`, advice, lasting: true });
}
