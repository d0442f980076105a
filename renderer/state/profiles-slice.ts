import type { FeedValue } from '../../app/contract/contract-types.ts';
import type { SliceTools } from './app-state.ts';

export interface ProfilesSlice {
  /** What the feed says; undefined until it has spoken. */
  readonly profiles: FeedValue<'profiles'> | undefined;
  readonly profilesChanged: (profiles: FeedValue<'profiles'>) => void;
}

export function profilesSlice({ set }: SliceTools): ProfilesSlice {
  return { profiles: undefined, profilesChanged: (profiles) => set({ profiles }) };
}
