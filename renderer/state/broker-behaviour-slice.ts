import type { Answer } from '../../app/contract/answer.ts';
import type { BrokerBehaviour } from '../../app/contract/areas/broker/behaviour.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import { feedSlot } from './feed-slot.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface BrokerBehaviourSlice {
  /** How the app's broker behaves, as it is saved, while somebody follows it. */
  readonly brokerBehaviour: FeedValue<'brokerBehaviour'> | undefined;
  readonly followBrokerBehaviour: (isFollowed: boolean) => void;
  readonly saveBrokerBehaviour: (behaviour: BrokerBehaviour) => Promise<Answer<unknown>>;
}

export function brokerBehaviourSlice({
  client,
  set,
  get,
}: SliceTools<BrokerBehaviourSlice & NoticesSlice>): BrokerBehaviourSlice {
  const slot = feedSlot(
    client,
    'brokerBehaviour',
    (brokerBehaviour) => set({ brokerBehaviour }),
    (error) => get().tellError(error),
  );
  return {
    brokerBehaviour: undefined,
    followBrokerBehaviour: (isFollowed) => slot.follow(isFollowed ? {} : undefined),
    saveBrokerBehaviour: (behaviour) => client.call('broker.behaviour.save', behaviour),
  };
}
