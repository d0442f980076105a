import type { AppState } from './app-state.ts';

/** Something the user can do from anywhere: by the palette, and by its shortcut if it has one. */
export interface Command {
  /** `area.verb`, unique. */
  readonly id: string;
  readonly title: string;
  /** Further words that the palette finds it by. */
  readonly keywords?: string;
  /** The heading it stands under in the palette. */
  readonly group: string;
  /** `Mod+K`, `/`, `Shift+N`. One without `Mod` or `Alt` is a single-key shortcut, which the user can switch off. */
  readonly shortcut?: string;
  /** Left out: always. */
  readonly isEnabled?: (state: AppState) => boolean;
  readonly run: (state: AppState) => void;
}
