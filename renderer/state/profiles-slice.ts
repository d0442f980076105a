import type { Answer } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Profile, Secrets } from '../../app/contract/areas/profiles.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import { localAddress, newProfile, newProfileId, withAddress } from './new-profile.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { ScreenSlice } from './screen-slice.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';

export type KnownProfile = FeedValue<'profiles'>['profiles'][number];

export interface ProfilesSlice {
  /** What the feed says; undefined until it has spoken. */
  readonly profiles: FeedValue<'profiles'> | undefined;
  readonly profilesChanged: (profiles: FeedValue<'profiles'>) => void;
  /** The form shows what went wrong. */
  readonly saveProfile: (profile: Profile, secrets: Secrets) => Promise<Answer<unknown>>;
  /** Saves, connects, and shows the steps; the form shows what went wrong with saving. */
  readonly saveAndConnect: (profile: Profile, secrets: Secrets) => Promise<Answer<unknown>>;
  /** Connects to whoever has this port of this machine. */
  readonly connectToPort: (port: number) => Promise<void>;
  readonly removeProfile: (profile: SourceId) => Promise<void>;
}

export function profilesSlice({
  client,
  set,
  get,
}: SliceTools<ProfilesSlice & DialogsSlice & NoticesSlice & ScreenSlice & SourcesSlice>): ProfilesSlice {
  const saveProfile = (profile: Profile, secrets: Secrets) =>
    client.call('profile.save', { profile, secrets });
  const saveAndConnect = async (profile: Profile, secrets: Secrets): Promise<Answer<unknown>> => {
    const saved = await saveProfile(profile, secrets);
    if (!saved.ok) return saved;
    const opened = await client.call('connection.open', { source: profile.id });
    if (!opened.ok) return opened;
    get().chooseNewSource(profile.id);
    get().showScreen('explore');
    get().openDialog({ kind: 'connection', profile: profile.id, tab: 'connecting' });
    return opened;
  };
  return {
    profiles: undefined,
    profilesChanged: (profiles) => set({ profiles }),
    saveProfile,
    saveAndConnect,
    connectToPort: async (port) => {
      const profile = withAddress(newProfile(newProfileId()), localAddress(port));
      get().tellFailure(await saveAndConnect(profile, {}));
    },
    removeProfile: async (id) => get().tellFailure(await client.call('profile.remove', { id })),
  };
}

/** The profile of a source, if it is a connection. */
export function profileOf(state: ProfilesSlice, id: SourceId | undefined): KnownProfile | undefined {
  return state.profiles?.profiles.find(({ profile }) => profile.id === id);
}
