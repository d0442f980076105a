import type { SliceTools } from './slice-tools.ts';

export type Screen = 'explore' | 'trace' | 'broker' | 'settings';

export interface ScreenSlice {
  readonly screen: Screen;
  readonly showScreen: (screen: Screen) => void;
}

export function screenSlice({ set }: SliceTools<ScreenSlice>): ScreenSlice {
  return { screen: 'explore', showScreen: (screen) => set({ screen }) };
}
