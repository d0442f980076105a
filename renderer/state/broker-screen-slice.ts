import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import type { SliceTools } from './slice-tools.ts';

/** What the user has chosen for one of the lists of the Broker screen. */
export interface ListChoice {
  readonly filter: string;
  readonly sort: { readonly column: string; readonly isDescending: boolean };
}

/** The rows that are chosen in the list on screen. */
export interface ChosenRows {
  readonly list: string;
  readonly target: ListTarget;
  readonly count: number;
  /** The name of the only one. */
  readonly name: string | undefined;
}

export interface BrokerScreenSlice {
  readonly brokerScreen: {
    /** The tab that shows; undefined is the first. */
    readonly tab: string | undefined;
    readonly lists: Readonly<Record<string, ListChoice>>;
    /** A list's number rises when its rows are to be ordered anew. */
    readonly renewals: Readonly<Record<string, number>>;
    readonly chosen: ChosenRows | undefined;
  };
  readonly showBrokerTab: (tab: string) => void;
  readonly chooseForList: (list: string, choice: ListChoice) => void;
  /** Orders the rows of a list anew, once the user has changed what is in it. */
  readonly renewList: (list: string) => void;
  readonly rowsChosen: (chosen: ChosenRows | undefined) => void;
}

export function brokerScreenSlice({ set, get }: SliceTools<BrokerScreenSlice>): BrokerScreenSlice {
  const change = (changed: Partial<BrokerScreenSlice['brokerScreen']>): void =>
    set({ brokerScreen: { ...get().brokerScreen, ...changed } });
  return {
    brokerScreen: { tab: undefined, lists: {}, renewals: {}, chosen: undefined },
    showBrokerTab: (tab) => change({ tab }),
    chooseForList: (list, choice) => change({ lists: { ...get().brokerScreen.lists, [list]: choice } }),
    renewList: (list) => {
      const { renewals } = get().brokerScreen;
      change({ renewals: { ...renewals, [list]: (renewals[list] ?? 0) + 1 } });
    },
    rowsChosen: (chosen) => change({ chosen }),
  };
}
