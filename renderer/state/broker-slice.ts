import type { FeedValue } from '../../app/contract/contract-types.ts';
import type { SliceTools } from './app-state.ts';

export interface BrokerSlice {
  /** What the feed says; undefined until it has spoken. */
  readonly broker: FeedValue<'broker'> | undefined;
  readonly brokerChanged: (broker: FeedValue<'broker'>) => void;
}

export function brokerSlice({ set }: SliceTools): BrokerSlice {
  return { broker: undefined, brokerChanged: (broker) => set({ broker }) };
}
