import type { Settings } from '../../app/contract/areas/settings.ts';
import type { AppState } from '../state/app-state.ts';
import type { Command } from '../state/command.ts';
import type { FocusPlace } from '../state/focus-slice.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { texts } from '../texts/en.ts';

const { commands, groups } = texts.shell;

function theme(value: Settings['theme'], title: string): Command {
  return {
    id: `theme.${value}`,
    title,
    group: groups.view,
    run: (state) => void state.changeSettings({ theme: value }),
  };
}

function density(value: Settings['density'], title: string): Command {
  return {
    id: `density.${value}`,
    title,
    group: groups.view,
    run: (state) => void state.changeSettings({ density: value }),
  };
}

function goTo(place: FocusPlace, title: string, shortcut: string): Command {
  return {
    id: `go.${place}`,
    title,
    group: groups.go,
    shortcut,
    isEnabled: (state) => state.selection.source !== undefined,
    run: (state) => state.focusPlace(place),
  };
}

function stepSource(step: 1 | -1): (state: AppState) => void {
  return (state) => {
    const { all } = state.sources;
    const at = all.findIndex((source) => source.id === state.selection.source);
    state.chooseSource(all[(at + step + all.length) % all.length]?.id);
  };
}

const hasSources = (state: AppState): boolean => state.sources.all.length > 1;
const isUp = (state: AppState): boolean => {
  const kind = chosenSource(state)?.state.kind;
  return kind === 'connected' || kind === 'connecting' || kind === 'waiting';
};
const isConnection = (state: AppState): boolean => chosenSource(state)?.kind === 'connection';

/** What belongs to no area. */
export const shellCommands: readonly Command[] = [
  {
    id: 'shell.palette',
    title: commands.palette,
    group: groups.view,
    shortcut: 'Mod+K',
    run: (state) => state.openDialog({ kind: 'palette' }),
  },
  {
    id: 'screen.explore',
    title: commands.explore,
    group: groups.go,
    shortcut: 'Mod+1',
    run: (state) => state.showScreen('explore'),
  },
  {
    id: 'screen.settings',
    title: commands.settings,
    group: groups.go,
    shortcut: 'Mod+,',
    run: (state) => state.showScreen('settings'),
  },
  goTo('tree', commands.toTree, 'Alt+1'),
  goTo('history', commands.toHistory, 'Alt+2'),
  goTo('inspector', commands.toInspector, 'Alt+3'),
  goTo('composer', commands.toComposer, 'Alt+4'),
  {
    id: 'sources.next',
    title: commands.nextSource,
    group: groups.sources,
    shortcut: 'Alt+PageDown',
    isEnabled: hasSources,
    run: stepSource(1),
  },
  {
    id: 'sources.previous',
    title: commands.previousSource,
    group: groups.sources,
    shortcut: 'Alt+PageUp',
    isEnabled: hasSources,
    run: stepSource(-1),
  },
  {
    id: 'sources.add',
    title: commands.addConnection,
    group: groups.sources,
    run: (state) => state.openDialog({ kind: 'connection', profile: undefined }),
  },
  {
    id: 'sources.open',
    title: commands.connect,
    group: groups.sources,
    isEnabled: (state) => isConnection(state) && !isUp(state),
    run: (state) => {
      const source = chosenSource(state);
      if (source !== undefined) void state.openConnection(source.id);
    },
  },
  {
    id: 'sources.close',
    title: commands.disconnect,
    group: groups.sources,
    isEnabled: (state) => isConnection(state) && isUp(state),
    run: (state) => {
      const source = chosenSource(state);
      if (source !== undefined) void state.closeConnection(source.id);
    },
  },
  theme('dark', commands.themeDark),
  theme('light', commands.themeLight),
  theme('system', commands.themeSystem),
  density('compact', commands.densityCompact),
  density('comfortable', commands.densityComfortable),
];
