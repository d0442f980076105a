import type { FeedValue } from '../../app/contract/contract-types.ts';
import { feedSlot } from './feed-slot.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface LogSlice {
  /** What the engine has logged, while somebody follows it. */
  readonly log: FeedValue<'log'> | undefined;
  readonly followLog: (isFollowed: boolean) => void;
}

export function logSlice({ client, set, get }: SliceTools<LogSlice & NoticesSlice>): LogSlice {
  const slot = feedSlot(
    client,
    'log',
    (log) => set({ log }),
    (error) => get().tellError(error),
  );
  return { log: undefined, followLog: (isFollowed) => slot.follow(isFollowed ? {} : undefined) };
}
