import type { Screen, ScreenSlice } from './screen-slice.ts';
import type { SettingsSlice } from './settings-slice.ts';
import type { SliceTools } from './slice-tools.ts';

/** Places that a command can bring the keyboard to. */
export type FocusPlace =
  | 'filter'
  | 'brokerFilter'
  | 'traceFilter'
  | 'traceList'
  | 'traceSteps'
  | 'traceDetail'
  | 'lab'
  | 'tree'
  | 'history'
  | 'inspector'
  | 'composer';

const screens: Readonly<Partial<Record<FocusPlace, Screen>>> = {
  brokerFilter: 'broker',
  traceFilter: 'trace',
  traceList: 'trace',
  traceSteps: 'trace',
  traceDetail: 'trace',
  lab: 'trace',
};

export interface FocusSlice {
  /** `turn` tells two requests for the same place apart. */
  readonly focus: { readonly place: FocusPlace | undefined; readonly turn: number };
  readonly focusPlace: (place: FocusPlace) => void;
}

export function focusSlice({ set, get }: SliceTools<FocusSlice & ScreenSlice & SettingsSlice>): FocusSlice {
  return {
    focus: { place: undefined, turn: 0 },
    focusPlace: (place) => {
      if (place === 'composer' && !get().settings.showsComposer) {
        void get().changeSettings({ showsComposer: true });
      }
      set({ screen: screens[place] ?? 'explore', focus: { place, turn: get().focus.turn + 1 } });
    },
  };
}
