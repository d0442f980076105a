import { success } from '../../../app/contract/answer.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import type { ProfileStore } from '../../connection/profile-store.ts';
import type { SecretStore } from '../../connection/secret-store.ts';
import { valueFeed } from '../value-feed.ts';

type ProfileCall = 'profile.save' | 'profile.remove';

export function profileCallHandlers(
  profiles: ProfileStore,
  secrets: SecretStore,
): Pick<CallHandlers, ProfileCall> {
  return {
    'profile.save': async (input) => {
      const { id } = input.profile;
      const { password = '', keyPassphrase = '' } = secrets.read(id);
      // Before the save: those who are told of the profile read its secrets.
      secrets.set(id, input.secrets);
      const saved = await profiles.save(input.profile);
      if (saved.ok) return success({});
      secrets.set(id, { password, keyPassphrase });
      return saved;
    },
    'profile.remove': async ({ id }) => {
      const removed = await profiles.remove(id);
      if (removed.ok) secrets.forget(id);
      return removed;
    },
  };
}

export function profileFeedHandlers(
  profiles: ProfileStore,
  secrets: SecretStore,
): Pick<FeedHandlers, 'profiles'> {
  const read = () => ({
    profiles: profiles.list().map(({ profile }) => ({ profile, has: secrets.has(profile.id) })),
    problem: profiles.problem,
  });
  return {
    profiles: (_params, changed) => valueFeed(read, (listener) => profiles.onChange(listener), changed),
  };
}
