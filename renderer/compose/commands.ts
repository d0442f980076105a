import type { Command } from '../state/command.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { mayPublish } from '../state/sources-slice.ts';
import { texts } from '../texts/en.ts';
import { askBeforeProduction } from './ask-before-production.ts';

const { group, commands } = texts.compose;

/** What the palette and the shortcuts reach in this area. */
export const composeCommands: readonly Command[] = [
  {
    id: 'compose.publish',
    title: commands.publish,
    group,
    shortcut: 'Mod+Enter',
    isEnabled: (state) => mayPublish(state) && state.screen === 'explore',
    run: (state) => void state.publish(askBeforeProduction),
  },
  {
    id: 'compose.properties',
    title: commands.properties,
    group,
    run: (state) => {
      state.showScreen('explore');
      state.toggleProperties();
    },
  },
  {
    id: 'compose.follow',
    title: commands.follow,
    group,
    isEnabled: (state) => selectedTopic(state)?.topic !== undefined,
    run: (state) => {
      const topic = selectedTopic(state)?.topic;
      if (topic !== undefined) state.composeTo(topic);
    },
  },
];
