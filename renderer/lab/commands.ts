import type { Command } from '../state/command.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { texts } from '../texts/en.ts';

const { commands: words } = texts.lab;

/** What the palette and the shortcuts reach in this area. */
export const labCommands: readonly Command[] = [
  {
    id: 'lab.toggle',
    title: words.toggle,
    keywords:
      'die sleep resume take over hold back puback pubrec pubrel pubcomp packet id raw bytes hex will',
    group: words.group,
    isEnabled: (state) => chosenSource(state)?.kind !== 'recording',
    run: (state) => {
      // From elsewhere it is to be seen, whatever it was before.
      const isToBeSeen = state.screen !== 'trace' || !state.lab.isShown;
      if (isToBeSeen !== state.lab.isShown) state.toggleLab();
      state.focusPlace(isToBeSeen ? 'lab' : 'traceDetail');
    },
  },
];
