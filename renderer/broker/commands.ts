import type { Command } from '../state/command.ts';
import { texts } from '../texts/en.ts';
import { brokerTabs } from './tabs.ts';

const words = texts.broker.commands;
const { group } = words;

/** What the palette and the shortcuts reach in this area. */
export const brokerCommands: readonly Command[] = [
  {
    id: 'screen.broker',
    title: words.show,
    group,
    shortcut: 'Mod+2',
    run: (state) => state.showScreen('broker'),
  },
  ...brokerTabs.map(
    ({ id, text }): Command => ({
      id: `broker.tab.${id}`,
      title: words.tab(text),
      group,
      run: (state) => {
        state.showBrokerTab(id);
        state.showScreen('broker');
      },
    }),
  ),
];
