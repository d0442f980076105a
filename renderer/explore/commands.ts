import type { Command } from '../state/command.ts';

/** What the palette and the shortcuts reach in this area. */
export const exploreCommands: readonly Command[] = [];
