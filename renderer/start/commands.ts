import type { Command } from '../state/command.ts';
import { texts } from '../texts/en.ts';

const words = texts.start.commands;

/** What the palette and the shortcuts reach in this area. */
export const startCommands: readonly Command[] = [
  {
    id: 'start.demo',
    title: words.demo,
    group: words.group,
    run: (state) => void state.startDemo().then(state.tellFailure),
  },
];
