/**
 * What is on screen, and nothing more: the engine holds the data.
 *
 * - One slice for each area, in a file of its own: its data under one key (`state.tree`, readonly, replaced and never
 *   changed in place), its verbs beside it (`state.followTree`). A slice is a function of its tools and names
 *   the other slices that it uses; no module state.
 * - What a feed says is kept as it came (`state.status.value`). Feeds that the whole window needs are followed from the
 *   start (`startFeeds`); those of one panel are followed by the panel, in one effect, through a verb of its slice.
 * - A panel reads the smallest values with one selector each: `useApp((state) => state.history.value)`. A selector
 *   builds no object: each run must give the same reference for the same state.
 * - A verb that calls the engine returns nothing and tells a failure as a notice (`tellError`), unless the panel shows the
 *   error where it happened: then it returns the answer.
 */

import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Client } from '../../app/contract/connect.ts';
import type { AccessSlice } from './access-slice.ts';
import { accessSlice } from './access-slice.ts';
import type { BrokerActionsSlice } from './broker-actions-slice.ts';
import { brokerActionsSlice } from './broker-actions-slice.ts';
import type { BrokerBehaviourSlice } from './broker-behaviour-slice.ts';
import { brokerBehaviourSlice } from './broker-behaviour-slice.ts';
import type { BrokerScreenSlice } from './broker-screen-slice.ts';
import { brokerScreenSlice } from './broker-screen-slice.ts';
import type { BrokerSlice } from './broker-slice.ts';
import { brokerSlice } from './broker-slice.ts';
import type { ClipboardSlice } from './clipboard-slice.ts';
import { clipboardSlice } from './clipboard-slice.ts';
import type { ComposerSlice } from './composer-slice.ts';
import { composerSlice } from './composer-slice.ts';
import type { ConnectionSlice } from './connection-slice.ts';
import { connectionSlice } from './connection-slice.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import { dialogsSlice } from './dialogs-slice.ts';
import type { ExportSlice } from './export-slice.ts';
import { exportSlice } from './export-slice.ts';
import type { FaultsSlice } from './faults-slice.ts';
import { faultsSlice } from './faults-slice.ts';
import type { FilterSlice } from './filter-slice.ts';
import { filterSlice } from './filter-slice.ts';
import type { FocusSlice } from './focus-slice.ts';
import { focusSlice } from './focus-slice.ts';
import type { HistorySlice } from './history-slice.ts';
import { historySlice } from './history-slice.ts';
import type { InspectorSlice } from './inspector-slice.ts';
import { inspectorSlice } from './inspector-slice.ts';
import type { LabSlice } from './lab-slice.ts';
import { labSlice } from './lab-slice.ts';
import type { LinkSlice } from './link-slice.ts';
import { linkSlice } from './link-slice.ts';
import type { ListenersSlice } from './listeners-slice.ts';
import { listenersSlice } from './listeners-slice.ts';
import type { LogSlice } from './log-slice.ts';
import { logSlice } from './log-slice.ts';
import type { NoticesSlice } from './notices-slice.ts';
import { noticesSlice } from './notices-slice.ts';
import type { PlaceSlice } from './place-slice.ts';
import { placeSlice } from './place-slice.ts';
import type { ProfilesSlice } from './profiles-slice.ts';
import { profilesSlice } from './profiles-slice.ts';
import type { RecordingsSlice } from './recordings-slice.ts';
import { recordingsSlice } from './recordings-slice.ts';
import type { ScreenSlice } from './screen-slice.ts';
import { screenSlice } from './screen-slice.ts';
import { selectionSlice } from './selection-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SettingsSlice } from './settings-slice.ts';
import { settingsSlice } from './settings-slice.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';
import { sourcesSlice } from './sources-slice.ts';
import type { StatusSlice } from './status-slice.ts';
import { statusSlice } from './status-slice.ts';
import type { TimelineSlice } from './timeline-slice.ts';
import { timelineSlice } from './timeline-slice.ts';
import type { TraceFilterSlice } from './trace-filter-slice.ts';
import { traceFilterSlice } from './trace-filter-slice.ts';
import type { TraceListSlice } from './trace-list-slice.ts';
import { traceListSlice } from './trace-list-slice.ts';
import type { TraceSlice } from './trace-slice.ts';
import { traceSlice } from './trace-slice.ts';
import type { TraceWaysSlice } from './trace-ways-slice.ts';
import { traceWaysSlice } from './trace-ways-slice.ts';
import type { TreeSlice } from './tree-slice.ts';
import { treeSlice } from './tree-slice.ts';

export type AppState = LinkSlice &
  SourcesSlice &
  ProfilesSlice &
  BrokerSlice &
  BrokerScreenSlice &
  BrokerActionsSlice &
  BrokerBehaviourSlice &
  ListenersSlice &
  FaultsSlice &
  AccessSlice &
  ConnectionSlice &
  LabSlice &
  StatusSlice &
  SettingsSlice &
  LogSlice &
  ScreenSlice &
  DialogsSlice &
  NoticesSlice &
  FocusSlice &
  ClipboardSlice &
  SelectionSlice &
  FilterSlice &
  TreeSlice &
  HistorySlice &
  TimelineSlice &
  InspectorSlice &
  TraceFilterSlice &
  TraceListSlice &
  TraceSlice &
  TraceWaysSlice &
  RecordingsSlice &
  ExportSlice &
  ComposerSlice &
  PlaceSlice;

export type AppStore = StoreApi<AppState>;

/** The state of one window, bound to one client. */
export function createAppStore(client: Client): AppStore {
  return createStore<AppState>((set, get) => {
    const tools: SliceTools<AppState> = { client, set, get };
    return {
      ...linkSlice(tools),
      ...sourcesSlice(tools),
      ...profilesSlice(tools),
      ...brokerSlice(tools),
      ...brokerScreenSlice(tools),
      ...brokerActionsSlice(tools),
      ...brokerBehaviourSlice(tools),
      ...listenersSlice(tools),
      ...faultsSlice(tools),
      ...accessSlice(tools),
      ...connectionSlice(tools),
      ...labSlice(tools),
      ...statusSlice(tools),
      ...settingsSlice(tools),
      ...logSlice(tools),
      ...screenSlice(tools),
      ...dialogsSlice(tools),
      ...noticesSlice(tools),
      ...focusSlice(tools),
      ...clipboardSlice(tools),
      ...selectionSlice(tools),
      ...filterSlice(tools),
      ...treeSlice(tools),
      ...historySlice(tools),
      ...timelineSlice(tools),
      ...inspectorSlice(tools),
      ...traceFilterSlice(tools),
      ...traceListSlice(tools),
      ...traceSlice(tools),
      ...traceWaysSlice(tools),
      ...recordingsSlice(tools),
      ...exportSlice(tools),
      ...composerSlice(tools),
      ...placeSlice(tools),
    };
  });
}
