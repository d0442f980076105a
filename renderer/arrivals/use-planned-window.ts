import { useMemo, useRef } from 'react';
import type { ArrivalMode } from '../state/arrival-list.ts';
import type { ArrivalOrder, ArrivalWindow } from './arrival-window.ts';
import { planWindow } from './arrival-window.ts';

/** The rows to ask for where the table stands: others only when those asked for last would not do. */
export function usePlannedWindow(
  top: number,
  visible: number,
  order: ArrivalOrder,
  mode: ArrivalMode,
): ArrivalWindow {
  const last = useRef<ArrivalWindow>(undefined);
  return useMemo(() => {
    last.current = planWindow(last.current, top, visible, order, mode);
    return last.current;
  }, [top, visible, order, mode]);
}
