import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ConnectionDetail } from '../../../app/contract/areas/connection.ts';
import type { Profile, SubscriptionSettings } from '../../../app/contract/areas/profiles.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import { withSubscription } from '../../connection/added-subscription.ts';
import type { ProfileStore } from '../../connection/profile-store.ts';
import type { ConnectionBook } from '../connection-book.ts';
import { valueFeed } from '../value-feed.ts';

type ConnectionCall =
  | 'connection.open'
  | 'connection.close'
  | 'connection.subscribe'
  | 'connection.unsubscribe';

const noProfile = failure('gone', 'There is no profile of that name any more.');

export function connectionCallHandlers(
  book: ConnectionBook,
  profiles: ProfileStore,
): Pick<CallHandlers, ConnectionCall> {
  return {
    'connection.open': async ({ source }) => ((await book.open(source)) ? success({}) : noProfile),
    'connection.close': async ({ source }) => {
      await book.find(source)?.close();
      return success({});
    },
    'connection.subscribe': ({ source, subscription }) =>
      changeSubscriptions(profiles, source, (profile) => withSubscription(profile, subscription)),
    'connection.unsubscribe': ({ source, filter: wanted }) =>
      changeSubscriptions(profiles, source, ({ subscriptions }) =>
        success(subscriptions.filter(({ filter }) => filter !== wanted)),
      ),
  };
}

export function connectionFeedHandlers(
  book: ConnectionBook,
  profiles: ProfileStore,
): Pick<FeedHandlers, 'connection'> {
  return {
    connection: (params, changed) => {
      let { source } = params;
      const read = () => book.find(source)?.detail() ?? idle(profiles.find(source)?.profile);
      return {
        ...valueFeed(read, (listener) => book.onChange(listener), changed),
        update: (next) => {
          source = next.source;
        },
      };
    },
  };
}

/** Saves the profile; its connection, if there is one, follows at once. */
async function changeSubscriptions(
  profiles: ProfileStore,
  source: SourceId,
  change: (profile: Profile) => Answer<SubscriptionSettings[]>,
): Promise<Answer<Record<never, never>>> {
  const saved = await profiles.change(source, (profile) => {
    const changed = change(profile);
    return changed.ok ? success({ ...profile, subscriptions: changed.value }) : changed;
  });
  return saved.ok ? success({}) : saved;
}

function idle(profile: Profile | undefined): ConnectionDetail {
  return {
    state: { kind: 'idle' },
    steps: [],
    certificates: [],
    subscriptions: (profile?.subscriptions ?? []).map((asked) => ({ asked, granted: { kind: 'none' } })),
    attempts: [],
  };
}
