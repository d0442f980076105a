import { timeRangeOf } from '../../app/filter/time-range.ts';
import type { AppState } from '../state/app-state.ts';
import type { Command } from '../state/command.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { texts } from '../texts/en.ts';

const { commands } = texts.explore;
const { groups } = texts.shell;

const isShown = (state: AppState): boolean =>
  state.screen === 'explore' && state.selection.source !== undefined;
const isFiltered = (state: AppState): boolean => isShown(state) && sourceFilter(state).text !== '';
const isInTime = (state: AppState): boolean =>
  isFiltered(state) && timeRangeOf(sourceFilter(state).text, Date.now() * 1000) !== undefined;
const isSelected = (state: AppState): boolean => isShown(state) && selectedTopic(state) !== undefined;

/** What the palette and the shortcuts reach in this area. */
export const exploreCommands: readonly Command[] = [
  {
    id: 'tree.filter',
    title: commands.filter,
    group: groups.tree,
    shortcut: '/',
    isEnabled: (state) =>
      state.selection.source !== undefined && state.screen !== 'broker' && state.screen !== 'trace',
    run: (state) => state.focusPlace('filter'),
  },
  {
    id: 'filter.clear',
    title: commands.clearFilter,
    group: groups.tree,
    isEnabled: isFiltered,
    run: (state) => state.typeFilter(''),
  },
  {
    id: 'filter.allTimes',
    title: commands.allTimes,
    group: groups.history,
    isEnabled: isInTime,
    run: (state) => state.filterTimes(undefined),
  },
  {
    id: 'filter.stop',
    title: commands.stopSearch,
    group: groups.history,
    isEnabled: (state) => isFiltered(state) && state.history.value?.counting === true,
    run: (state) => state.stopSearch(true),
  },
  {
    id: 'tree.next',
    title: commands.next,
    group: groups.tree,
    shortcut: 'n',
    isEnabled: isFiltered,
    run: (state) => void state.stepMatch('next'),
  },
  {
    id: 'tree.previous',
    title: commands.previous,
    group: groups.tree,
    shortcut: 'Shift+N',
    isEnabled: isFiltered,
    run: (state) => void state.stepMatch('previous'),
  },
  {
    id: 'tree.sortName',
    title: commands.sortName,
    group: groups.tree,
    isEnabled: isShown,
    run: (state) => state.sortTree('name'),
  },
  {
    id: 'tree.sortRate',
    title: commands.sortRate,
    group: groups.tree,
    isEnabled: isShown,
    run: (state) => state.sortTree('rate'),
  },
  {
    id: 'tree.sortMessages',
    title: commands.sortMessages,
    group: groups.tree,
    isEnabled: isShown,
    run: (state) => state.sortTree('messages'),
  },
  {
    id: 'tree.openAll',
    title: commands.openAll,
    group: groups.tree,
    shortcut: 'Mod+Shift+E',
    isEnabled: isShown,
    run: (state) => state.openAll(),
  },
  {
    id: 'tree.closeAll',
    title: commands.closeAll,
    group: groups.tree,
    shortcut: 'Mod+Shift+X',
    isEnabled: isShown,
    run: (state) => state.closeAll(),
  },
  {
    id: 'tree.openBelow',
    title: texts.explore.tree.openBelow,
    group: groups.tree,
    isEnabled: isSelected,
    run: (state) => void state.openBelow(),
  },
  {
    id: 'tree.closeBelow',
    title: texts.explore.tree.closeBelow,
    group: groups.tree,
    isEnabled: isSelected,
    run: (state) => void state.closeBelow(),
  },
  {
    id: 'tree.copyTopic',
    title: commands.copyTopic,
    group: groups.tree,
    isEnabled: isSelected,
    run: (state) => void state.copyText(selectedTopic(state)?.topic ?? '', texts.explore.tree.topic),
  },
  {
    id: 'tree.compose',
    title: texts.explore.tree.compose,
    group: groups.tree,
    isEnabled: isSelected,
    run: (state) => state.composeTo(selectedTopic(state)?.topic ?? ''),
  },
  {
    id: 'tree.count',
    title: commands.countFromNow,
    group: groups.tree,
    isEnabled: isShown,
    run: (state) => void state.countFromNow(),
  },
  {
    id: 'history.whole',
    title: commands.wholeSource,
    group: groups.history,
    isEnabled: isSelected,
    run: (state) => state.selectNothing(),
  },
  {
    id: 'history.hold',
    title: commands.hold,
    group: groups.history,
    shortcut: 'h',
    isEnabled: (state) => isShown(state) && chosenSource(state)?.kind !== 'recording',
    run: (state) => state.toggleHold(),
  },
  {
    id: 'history.order',
    title: commands.order,
    group: groups.history,
    isEnabled: isShown,
    run: (state) => state.toggleHistoryOrder(),
  },
];
