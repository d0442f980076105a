import type { SliceTools } from './slice-tools.ts';

/** What the user has chosen for one of the lists of the Broker screen. */
export interface ListChoice {
  readonly filter: string;
  readonly sort: { readonly column: string; readonly isDescending: boolean };
  /** Rises when the rows are to be ordered anew. */
  readonly renewal: number;
}

export interface BrokerScreenSlice {
  readonly brokerScreen: {
    /** The tab that shows; undefined is the first. */
    readonly tab: string | undefined;
    readonly lists: Readonly<Record<string, ListChoice>>;
  };
  readonly showBrokerTab: (tab: string) => void;
  readonly chooseForList: (list: string, choice: ListChoice) => void;
}

export function brokerScreenSlice({ set, get }: SliceTools<BrokerScreenSlice>): BrokerScreenSlice {
  return {
    brokerScreen: { tab: undefined, lists: {} },
    showBrokerTab: (tab) => set({ brokerScreen: { ...get().brokerScreen, tab } }),
    chooseForList: (list, choice) => {
      const { brokerScreen } = get();
      set({ brokerScreen: { ...brokerScreen, lists: { ...brokerScreen.lists, [list]: choice } } });
    },
  };
}
