import type { Command } from '../state/command.ts';
import type { InspectorTab } from '../state/inspector-slice.ts';
import { texts } from '../texts/en.ts';

const { group, commands } = texts.inspect;

function show(tab: InspectorTab): Command {
  return {
    id: `inspect.${tab}`,
    title: commands[tab],
    group,
    isEnabled: (state) => state.selection.source !== undefined,
    run: (state) => {
      state.showInspectorTab(tab);
      state.focusPlace('inspector');
    },
  };
}

/** What the palette and the shortcuts reach in this area. */
export const inspectCommands: readonly Command[] = [
  show('payload'),
  show('properties'),
  show('packet'),
  show('qos'),
  {
    id: 'inspect.follow',
    title: commands.follow,
    group,
    isEnabled: (state) => state.selection.sequence !== undefined,
    run: (state) => state.selectMessage(undefined),
  },
];
