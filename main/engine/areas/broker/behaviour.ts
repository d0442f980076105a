import { success } from '../../../../app/contract/answer.ts';
import type { CallHandlers, FeedHandlers } from '../../../../app/contract/handlers.ts';
import type { BehaviourStore } from '../../broker/behaviour-store.ts';
import { valueFeed } from '../../value-feed.ts';

export function behaviourCallHandlers(store: BehaviourStore): Pick<CallHandlers, 'broker.behaviour.save'> {
  return {
    'broker.behaviour.save': async (behaviour) => {
      await store.save(behaviour);
      return success({});
    },
  };
}

export function behaviourFeedHandlers(store: BehaviourStore): Pick<FeedHandlers, 'brokerBehaviour'> {
  const read = () => ({
    behaviour: store.behaviour,
    ...(store.problem !== undefined && { problem: store.problem }),
  });
  return {
    brokerBehaviour: (_params, changed) => valueFeed(read, (listener) => store.onChange(listener), changed),
  };
}
