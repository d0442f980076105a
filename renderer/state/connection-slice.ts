import type { Answer } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { feedSlot } from './feed-slot.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface ConnectionSlice {
  /** How the chosen source's connection stands, step by step; undefined for the broker and until it is known. */
  readonly connection: ConnectionDetail | undefined;
  readonly followConnection: (source: SourceId | undefined) => void;
  /** The panel shows what went wrong. */
  readonly subscribe: (source: SourceId, subscription: SubscriptionSettings) => Promise<Answer<unknown>>;
  readonly unsubscribe: (source: SourceId, filter: string) => Promise<Answer<unknown>>;
}

export function connectionSlice({
  client,
  set,
  get,
}: SliceTools<ConnectionSlice & NoticesSlice>): ConnectionSlice {
  const slot = feedSlot(
    client,
    'connection',
    (connection) => set({ connection }),
    (error) => get().tellError(error),
  );
  return {
    connection: undefined,
    followConnection: (source) => {
      set({ connection: undefined });
      slot.follow(source === undefined ? undefined : { source });
    },
    subscribe: (source, subscription) => client.call('connection.subscribe', { source, subscription }),
    unsubscribe: (source, filter) => client.call('connection.unsubscribe', { source, filter }),
  };
}
