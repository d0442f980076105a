import type { SourceId } from '../../app/contract/areas/common.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import { feedSlot } from './feed-slot.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface StatusSlice {
  /** Counters of the chosen source and of the engine; undefined until the feed has spoken. */
  readonly status: FeedValue<'status'> | undefined;
  readonly followStatus: (source: SourceId | undefined) => void;
}

export function statusSlice({ client, set, get }: SliceTools<StatusSlice & NoticesSlice>): StatusSlice {
  const slot = feedSlot(
    client,
    'status',
    (status) => set({ status }),
    (error) => get().tellError(error),
  );
  return {
    status: undefined,
    followStatus: (source) => slot.follow(source === undefined ? {} : { source }),
  };
}
