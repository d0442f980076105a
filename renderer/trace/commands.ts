import type { AppState } from '../state/app-state.ts';
import type { Command } from '../state/command.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { chosenExchange } from '../state/trace-slice.ts';
import { texts } from '../texts/en.ts';

const { commands: words } = texts.trace;
const { group } = words;

const isShown = (state: AppState): boolean =>
  state.screen === 'trace' && state.selection.source !== undefined;

/** What the palette and the shortcuts reach in this area. */
export const traceCommands: readonly Command[] = [
  {
    id: 'screen.trace',
    title: words.show,
    group,
    shortcut: 'Mod+2',
    run: (state) => state.showScreen('trace'),
  },
  {
    id: 'trace.filter',
    title: words.filter,
    group,
    shortcut: '/',
    isEnabled: isShown,
    run: (state) => state.focusPlace('traceFilter'),
  },
  {
    id: 'trace.clearFilter',
    title: words.clearFilter,
    group,
    isEnabled: (state) => isShown(state) && traceFilter(state).typed !== '',
    run: (state) => state.typeTraceFilter(''),
  },
  {
    id: 'trace.takeFilter',
    title: words.takeFilter,
    group,
    isEnabled: (state) => sourceFilter(state).text !== '',
    run: (state) => {
      state.typeTraceFilter(sourceFilter(state).text);
      state.focusPlace('traceList');
    },
  },
  {
    id: 'trace.list',
    title: words.list,
    group,
    isEnabled: (state) => state.selection.source !== undefined,
    run: (state) => state.focusPlace('traceList'),
  },
  {
    id: 'trace.sequence',
    title: words.sequence,
    group,
    isEnabled: (state) => chosenExchange(state) !== undefined,
    run: (state) => {
      state.showTraceTab('sequence');
      state.focusPlace('traceSteps');
    },
  },
  {
    id: 'trace.findings',
    title: words.findings,
    group,
    isEnabled: (state) => state.selection.source !== undefined,
    run: (state) => {
      state.showFindings(undefined);
      state.focusPlace('traceDetail');
    },
  },
  {
    id: 'trace.hold',
    title: words.hold,
    group,
    shortcut: 'h',
    isEnabled: (state) => isShown(state) && chosenSource(state)?.kind !== 'recording',
    run: (state) => state.toggleTraceHold(),
  },
  {
    id: 'trace.deliveries',
    title: words.deliveries,
    group,
    isEnabled: (state) => isShown(state) && chosenSource(state)?.kind === 'broker',
    run: (state) => state.toggleDeliveries(),
  },
  {
    id: 'trace.scale',
    title: words.scale,
    group,
    isEnabled: isShown,
    run: (state) => state.scaleTrace(!state.trace.isToScale),
  },
  {
    id: 'trace.ofMessage',
    title: words.showMessageTrace,
    group,
    isEnabled: (state) => state.screen === 'explore' && state.inspector.packet !== undefined,
    run: (state) => {
      const { packet } = state.inspector;
      if (packet !== undefined) void state.showTraceOf(packet.detail.sequence);
    },
  },
];
