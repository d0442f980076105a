import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { assert } from '../../app/base/assert.ts';
import type { Client } from '../../app/contract/connect.ts';
import type { AppState, AppStore } from './app-state.ts';

interface AppContextValue {
  readonly store: AppStore;
  readonly client: Client;
}

/** Given once, at the root. */
export const AppContext = createContext<AppContextValue | undefined>(undefined);

function useContextValue(): AppContextValue {
  const value = use(AppContext);
  assert(value !== undefined, 'useApp is used under AppContext');
  return value;
}

/** The smallest value a panel needs; the panel renders again when it changes. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useContextValue().store, selector);
}

/** The state of this moment, for event handlers: reading it does not make a panel render again. */
export function useAppNow(): () => AppState {
  return useContextValue().store.getState;
}

/** The engine, for what no slice keeps: bytes by range, completions. */
export function useClient(): Client {
  return useContextValue().client;
}
