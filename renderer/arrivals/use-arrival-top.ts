import { useEffect, useState } from 'react';
import type { ArrivalMode } from '../state/arrival-list.ts';
import { clampTop } from '../ui/row-scroll.ts';
import type { ArrivalOrder, ArrivalPosition } from './arrival-window.ts';
import { isAtNewest, newestTop, placeOfRow, rowAtPlace, stillTop } from './arrival-window.ts';

interface ArrivalStand {
  readonly order: ArrivalOrder;
  readonly visible: number;
  readonly mode: ArrivalMode;
  /** The end when the table began to stand still. */
  readonly heldEnd: number;
  readonly onMode: (mode: ArrivalMode) => void;
}

/** Where a table stands: at the newest row while live, else at a row that keeps its place. */
export function useArrivalTop({ order, visible, mode, heldEnd, onMode }: ArrivalStand) {
  const [position, setPosition] = useState<ArrivalPosition>();
  const extent = { count: order.end - order.first, visible };

  useEffect(() => {
    if (mode === 'live') setPosition(undefined);
  }, [mode]);

  const held = position === undefined ? newestTop({ ...order, end: heldEnd }, visible) : position.fraction;
  const heldRow = position?.row ?? rowAtPlace(Math.floor(held), { ...order, end: heldEnd });
  const still = placeOfRow(heldRow, order) + (held % 1);
  const top = mode === 'live' ? newestTop(order, visible) : stillTop(still, heldEnd, order, visible);

  const scrollTo = (next: number): void => {
    const wanted = clampTop(next, extent);
    if (isAtNewest(wanted, order, visible) && mode !== 'held') {
      setPosition(undefined);
      onMode('live');
      return;
    }
    setPosition({ row: rowAtPlace(Math.floor(wanted), order), fraction: wanted % 1 });
    if (mode === 'live') onMode('scrolled');
  };
  return { top, scrollTo };
}
