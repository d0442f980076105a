import type { ArrivalMode } from '../state/arrival-list.ts';
import type { FocusPlace } from '../state/focus-slice.ts';
import { useApp } from '../state/use-app.tsx';

/** What lets the list at that place follow what arrives, for a button that goes with it. */
export function useShowNewest(place: FocusPlace, onMode: (mode: ArrivalMode) => void): () => void {
  const focusPlace = useApp((state) => state.focusPlace);
  return () => {
    onMode('live');
    // The button goes: the keyboard goes on where the rows are.
    focusPlace(place);
  };
}
