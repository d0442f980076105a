import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import type { SliceTools } from './slice-tools.ts';

/** What the user has chosen for one of the lists of the Broker screen. */
export interface ListChoice {
  readonly filter: string;
  readonly sort: { readonly column: string; readonly isDescending: boolean };
  /** Rises when the rows are to be ordered anew. */
  readonly renewal: number;
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
    readonly chosen: ChosenRows | undefined;
  };
  readonly showBrokerTab: (tab: string) => void;
  readonly chooseForList: (list: string, choice: ListChoice) => void;
  readonly rowsChosen: (chosen: ChosenRows | undefined) => void;
}

export function brokerScreenSlice({ set, get }: SliceTools<BrokerScreenSlice>): BrokerScreenSlice {
  const change = (changed: Partial<BrokerScreenSlice['brokerScreen']>): void =>
    set({ brokerScreen: { ...get().brokerScreen, ...changed } });
  return {
    brokerScreen: { tab: undefined, lists: {}, chosen: undefined },
    showBrokerTab: (tab) => change({ tab }),
    chooseForList: (list, choice) => change({ lists: { ...get().brokerScreen.lists, [list]: choice } }),
    rowsChosen: (chosen) => change({ chosen }),
  };
}
