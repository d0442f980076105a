import type { Command } from '../state/command.ts';
import { hasComposer } from '../state/composer-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { mayPublish } from '../state/sources-slice.ts';
import { texts } from '../texts/en.ts';
import { askBeforeProduction } from './ask-before-production.ts';
import { composerShortcut } from './shortcut.ts';

const { group, commands } = texts.compose;

/** What the palette and the shortcuts reach in this area. */
export const composeCommands: readonly Command[] = [
  {
    id: 'compose.publish',
    title: commands.publish,
    group,
    shortcut: 'Mod+Enter',
    isEnabled: (state) => mayPublish(state) && state.screen === 'explore',
    // What is not seen is not published: the first press shows what would be.
    run: (state) =>
      hasComposer(state) ? void state.publish(askBeforeProduction) : state.focusPlace('composer'),
  },
  {
    id: 'compose.toggle',
    title: commands.toggle,
    group,
    shortcut: composerShortcut,
    isEnabled: (state) => mayPublish(state) && state.screen === 'explore',
    run: (state) => state.toggleComposer(),
  },
  {
    id: 'compose.properties',
    title: commands.properties,
    group,
    run: (state) => {
      if (!hasComposer(state)) state.focusPlace('composer');
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
