import type { ScreenSlice } from './screen-slice.ts';
import type { SliceTools } from './slice-tools.ts';

/** Places that a command can bring the keyboard to. */
export type FocusPlace = 'filter' | 'brokerFilter' | 'tree' | 'history' | 'inspector' | 'composer';

export interface FocusSlice {
  /** `turn` tells two requests for the same place apart. */
  readonly focus: { readonly place: FocusPlace | undefined; readonly turn: number };
  readonly focusPlace: (place: FocusPlace) => void;
}

export function focusSlice({ set, get }: SliceTools<FocusSlice & ScreenSlice>): FocusSlice {
  return {
    focus: { place: undefined, turn: 0 },
    focusPlace: (place) => {
      const screen = place === 'brokerFilter' ? 'broker' : 'explore';
      set({ screen, focus: { place, turn: get().focus.turn + 1 } });
    },
  };
}
