import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { FocusPlace } from './focus-slice.ts';
import { useApp } from './use-app.tsx';

/** Brings the keyboard to the element whenever a command asks for its place. */
export function useFocusPlace(place: FocusPlace, element: RefObject<HTMLElement | null>): void {
  const turn = useApp((state) => (state.focus.place === place ? state.focus.turn : 0));
  useEffect(() => {
    if (turn > 0) element.current?.focus();
  }, [turn, element]);
}
