import type { Client } from '../../app/contract/connect.ts';
import type { AppStore } from './app-state.ts';

/** Follows what the whole window needs, from now on. */
export function startFeeds(client: Client, store: AppStore): void {
  const state = store.getState();
  const ended = state.tellError;
  client.watch('settings', {}, { value: state.settingsChanged, ended });
  client.watch('profiles', {}, { value: state.profilesChanged, ended });
  client.watch('broker', {}, { value: state.brokerChanged, ended });
  client.watch('faults', {}, { value: state.faultsChanged, ended });
  client.watch('sources', {}, { value: ({ sources }) => state.sourcesChanged(sources), ended });
  state.followStatus(undefined);
}
