import type { Answer } from '../../app/contract/answer.ts';
import type { ListenerRow, NamedListener } from '../../app/contract/areas/broker/listener-list.ts';
import type { CallOutput, FeedValue } from '../../app/contract/contract-types.ts';
import { texts } from '../texts/en.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import { feedSlot } from './feed-slot.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

const words = texts.listeners;

export interface ListenersSlice {
  /** The listeners of the local broker, while somebody follows them. */
  readonly listeners: FeedValue<'brokerListeners'> | undefined;
  readonly followListeners: (isFollowed: boolean) => void;
  /** `was` is its name until now, undefined for a new one. Whoever asks shows what went wrong. */
  readonly saveListener: (was: string | undefined, listener: NamedListener) => Promise<Answer<unknown>>;
  /** Asks first. */
  readonly removeListener: (row: ListenerRow) => Promise<void>;
  /** Asks before somebody is disconnected. */
  readonly turnListener: (row: ListenerRow, isOn: boolean) => Promise<void>;
  readonly readAuthority: () => Promise<Answer<CallOutput<'broker.authority.read'>>>;
  readonly issueCertificate: (
    name: string,
    days: number,
  ) => Promise<Answer<CallOutput<'broker.authority.issue'>>>;
}

export function listenersSlice({
  client,
  set,
  get,
}: SliceTools<ListenersSlice & NoticesSlice & DialogsSlice>): ListenersSlice {
  const slot = feedSlot(
    client,
    'brokerListeners',
    (listeners) => set({ listeners }),
    (error) => get().tellError(error),
  );
  return {
    listeners: undefined,
    followListeners: (isFollowed) => slot.follow(isFollowed ? {} : undefined),
    saveListener: (was, listener) =>
      client.call('broker.listener.save', { listener, ...(was !== undefined && { was }) }),
    removeListener: async (row) => {
      const { name } = row.listener;
      const isSure = await get().ask({
        title: words.removeTitle(name),
        text: words.removeText(connectionsOf(row)),
        action: words.removeAction,
        isDangerous: true,
      });
      if (isSure) get().tellFailure(await client.call('broker.listener.remove', { name }));
    },
    turnListener: async (row, isOn) => {
      const { name } = row.listener;
      const connections = connectionsOf(row);
      const isSure =
        isOn ||
        connections === 0 ||
        (await get().ask({
          title: words.turnOffTitle(name),
          text: words.removeText(connections),
          action: words.turnOffAction,
          isDangerous: true,
        }));
      if (isSure) get().tellFailure(await client.call('broker.listener.turn', { name, isOn }));
    },
    readAuthority: () => client.call('broker.authority.read', {}),
    issueCertificate: (name, days) => client.call('broker.authority.issue', { name, days }),
  };
}

function connectionsOf({ state }: ListenerRow): number {
  return state.kind === 'listening' ? state.connections : 0;
}
