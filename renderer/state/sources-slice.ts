import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Source } from '../../app/contract/areas/sources.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

export interface SourcesSlice {
  /** `isKnown` turns true with the first word from the engine. */
  readonly sources: { readonly all: readonly Source[]; readonly isKnown: boolean };
  readonly sourcesChanged: (all: readonly Source[]) => void;
  /** Chooses a source that was just made, once the engine has named it. */
  readonly chooseNewSource: (source: SourceId) => void;
  readonly openConnection: (source: SourceId) => Promise<void>;
  readonly closeConnection: (source: SourceId) => Promise<void>;
  readonly countFromNow: () => Promise<void>;
}

/** What it needs of the others: the place of a page that was loaded again, which hears of the sources. */
interface Uses {
  readonly goOnToPlace: () => Promise<void>;
}

export function sourcesSlice({
  client,
  set,
  get,
}: SliceTools<SourcesSlice & NoticesSlice & SelectionSlice & Uses>): SourcesSlice {
  let awaited: SourceId | undefined;
  return {
    sources: { all: [], isKnown: false },
    sourcesChanged: (all) => {
      set({ sources: { all, isKnown: true } });
      void get().goOnToPlace();
      if (awaited !== undefined) get().chooseNewSource(awaited);
      const chosen = get().selection.source;
      if (!all.some((source) => source.id === chosen)) get().chooseSource(all[0]?.id);
    },
    chooseNewSource: (source) => {
      const isKnown = get().sources.all.some(({ id }) => id === source);
      awaited = isKnown ? undefined : source;
      if (isKnown) get().chooseSource(source);
    },
    openConnection: async (source) => get().tellFailure(await client.call('connection.open', { source })),
    closeConnection: async (source) => get().tellFailure(await client.call('connection.close', { source })),
    countFromNow: async () => {
      const { source } = get().selection;
      if (source !== undefined) get().tellFailure(await client.call('source.countFromNow', { source }));
    },
  };
}

/** Whether there is anybody at the chosen source who takes a message: a recording is what it is. */
export function mayPublish(state: SourcesSlice & SelectionSlice): boolean {
  const source = chosenSource(state);
  return source !== undefined && source.kind !== 'recording';
}

/** The source whose tab is chosen. */
export function chosenSource(state: SourcesSlice & SelectionSlice): Source | undefined {
  return state.sources.all.find((source) => source.id === state.selection.source);
}
