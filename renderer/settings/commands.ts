import type { AppState } from '../state/app-state.ts';
import type { Command } from '../state/command.ts';
import { texts } from '../texts/en.ts';
import type { SectionName } from './sections.ts';
import { sectionNames } from './sections.ts';

const { group, ...titles } = texts.settings.commands;

/** Shows the settings, and in them a section. */
function show(section: SectionName): (state: AppState) => void {
  return (state) => {
    state.showScreen('settings');
    // The screen is there after the next frame.
    requestAnimationFrame(() => document.getElementById(`settings-${section}`)?.scrollIntoView());
  };
}

/** What the palette and the shortcuts reach in this area. */
export const settingsCommands: readonly Command[] = sectionNames.map((section) => ({
  id: `settings.${section}`,
  title: titles[section],
  keywords: texts.settings.searchWords[section],
  group,
  run: show(section),
}));
