import type { BrokerScreenSlice } from './broker-screen-slice.ts';
import type { FilterSlice } from './filter-slice.ts';
import { sourceFilter } from './filter-slice.ts';
import { noFilter, withTyped } from './filter-text.ts';
import type { InspectorSlice } from './inspector-slice.ts';
import type { LabSlice } from './lab-slice.ts';
import type { Place } from './place.ts';
import type { ScreenSlice } from './screen-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import { selectedTopic } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';
import type { TraceFilterSlice } from './trace-filter-slice.ts';
import { traceFilter } from './trace-filter-slice.ts';
import type { TraceListSlice } from './trace-list-slice.ts';
import type { TraceSlice } from './trace-slice.ts';
import { chosenExchange } from './trace-slice.ts';
import type { TreeSlice } from './tree-slice.ts';

export interface PlaceSlice {
  /** The place that is yet to be gone to: its source is not there. */
  readonly placeAhead: Place | undefined;
  /** Goes there, as far as it is still there; the source and what is chosen in it once the engine has named them. */
  readonly returnTo: (place: Place) => void;
  /** Told when the sources have changed. */
  readonly goOnToPlace: () => Promise<void>;
}

type Uses = BrokerScreenSlice &
  FilterSlice &
  InspectorSlice &
  LabSlice &
  ScreenSlice &
  SelectionSlice &
  SourcesSlice &
  TraceFilterSlice &
  TraceListSlice &
  TraceSlice &
  TreeSlice;

export function placeSlice({ client, set, get }: SliceTools<PlaceSlice & Uses>): PlaceSlice {
  const goToTopic = async ({ source, topic, message }: Place): Promise<void> => {
    if (source !== undefined && topic !== undefined) {
      const answer = await client.call('tree.find', { source, topic: topic.name });
      const isElsewhere = get().selection.source !== source || selectedTopic(get()) !== undefined;
      if (!answer.ok || answer.value.node === undefined || isElsewhere) return;
      await get().revealNode(answer.value.node, answer.value.path);
      if (selectedTopic(get())?.topic !== topic.name) return;
      if (topic.isBranch && selectedTopic(get())?.hasChildren === true) get().showBranch(true);
    }
    get().selectMessage(message);
  };
  return {
    placeAhead: undefined,
    returnTo: (place) => {
      const { brokerScreen, inspector, lab, trace, traceList } = get();
      set({
        placeAhead: place.source === undefined ? undefined : place,
        screen: place.screen,
        brokerScreen: { ...brokerScreen, tab: place.brokerTab },
        inspector: { ...inspector, tab: place.inspectorTab },
        lab: { ...lab, isShown: place.hasLab },
        trace: { ...trace, tab: place.traceTab, isToScale: place.isToScale },
        traceList: { ...traceList, hasDeliveries: place.hasDeliveries },
      });
    },
    goOnToPlace: async () => {
      const place = get().placeAhead;
      if (place?.source === undefined) return;
      const { source, exchange } = place;
      set({ placeAhead: undefined });
      if (!get().sources.all.some(({ id }) => id === source)) return;
      const { filters, traceFilters, trace } = get();
      set({
        filters: { ...filters, [source]: withTyped(noFilter, place.filter) },
        traceFilters: { ...traceFilters, [source]: withTyped(noFilter, place.traceFilter) },
        trace: { ...trace, exchanges: { ...trace.exchanges, [source]: exchange } },
      });
      get().chooseSource(source);
      await goToTopic(place);
    },
  };
}

/** Where somebody is now; as long as a place is ahead, there. */
export function placeOf(state: PlaceSlice & Uses): Place {
  if (state.placeAhead !== undefined) return state.placeAhead;
  const selected = selectedTopic(state);
  return {
    screen: state.screen,
    source: state.selection.source,
    topic: selected?.topic === undefined ? undefined : { name: selected.topic, isBranch: selected.isBranch },
    message: state.selection.sequence,
    filter: sourceFilter(state).typed,
    inspectorTab: state.inspector.tab,
    traceTab: state.trace.tab,
    traceFilter: traceFilter(state).typed,
    exchange: chosenExchange(state),
    isToScale: state.trace.isToScale,
    hasDeliveries: state.traceList.hasDeliveries,
    hasLab: state.lab.isShown,
    brokerTab: state.brokerScreen.tab,
  };
}
