import type { PointerEvent } from 'react';
import { useState } from 'react';
import type { StripRange, StripScale } from './strip-scale.ts';
import { columnsBetween, placeOf, timeAt } from './strip-scale.ts';

/** Pixels around an edge of the range at which it is taken hold of. */
const edgeReach = 6;
/** Pixels that a press has to move before it is a stroke and no click. */
const leastStroke = 3;

interface Stroke {
  /** The time that stays: where the stroke began, or the other edge of the range that is changed. */
  readonly fixed: number;
  readonly moving: number;
  readonly startedAt: number;
  readonly isStroke: boolean;
}

/** A range drawn with the pointer: what it would be, while it is drawn, and what the strip has to listen to. */
export function useTimeBrush(
  scale: StripScale,
  range: StripRange | undefined,
  onRange: (range: StripRange) => void,
) {
  const [stroke, setStroke] = useState<Stroke>();
  const draft = stroke?.isStroke === true ? columnsBetween(stroke.fixed, stroke.moving, scale) : undefined;

  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = placeIn(event);
    const time = timeAt(place, scale);
    const edge = range === undefined ? undefined : otherEdge(place, range, scale);
    setStroke({ fixed: edge ?? time, moving: time, startedAt: place, isStroke: edge !== undefined });
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (stroke === undefined) return;
    const place = placeIn(event);
    const isStroke = stroke.isStroke || Math.abs(place - stroke.startedAt) >= leastStroke;
    setStroke({ ...stroke, moving: timeAt(place, scale), isStroke });
  };
  const end = (): void => {
    if (draft !== undefined) onRange(draft);
    setStroke(undefined);
  };
  return {
    draft,
    handlers: {
      onPointerDown: begin,
      onPointerMove: move,
      onPointerUp: end,
      onPointerCancel: () => setStroke(undefined),
    },
  };
}

function placeIn(event: PointerEvent<HTMLElement>): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}

/** The edge that stays if the pointer takes hold of one. */
function otherEdge(place: number, range: StripRange, scale: StripScale): number | undefined {
  if (Math.abs(place - placeOf(range.from, scale)) <= edgeReach) return range.to;
  return Math.abs(place - placeOf(range.to, scale)) <= edgeReach ? range.from : undefined;
}
