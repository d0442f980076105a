import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { texts } from '../texts/en.ts';
import type { StripRange, StripScale } from './strip-scale.ts';
import { columnsBetween, placeOf } from './strip-scale.ts';
import { ticksOf } from './strip-ticks.ts';
import './time-strip.css';
import { useTimeBrush } from './use-time-brush.ts';

const words = texts.filter.strip;

interface TimeBrushProps {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly scale: StripScale;
  /** What is kept to; undefined: nothing is. */
  readonly range: StripRange | undefined;
  /** An edge of the range in words: when, and what is in the range. */
  readonly edgeText: (time: number, range: StripRange) => string;
  readonly onRange: (range: StripRange) => void;
  readonly onClear: () => void;
  /** What stands at the place of the pointer. */
  readonly onPoint?: (place: number | undefined) => void;
  /** Nothing to draw on yet. */
  readonly isEmpty: boolean;
  readonly className?: string;
  /** What is drawn behind the range. */
  readonly children: ReactNode;
}

/** A strip of time that is drawn on, by pointer or keyboard, to keep to a range of it. */
export function TimeBrush(props: TimeBrushProps) {
  const { area, scale, range, onRange, onClear, onPoint, isEmpty, className = '', children } = props;
  const { draft, handlers } = useTimeBrush(scale, range, onRange);
  const shown = draft ?? range;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the sliders in it do the same by keyboard
    <div
      ref={area}
      className={`time-strip-area ${className}`}
      onDoubleClick={onClear}
      onMouseMove={({ clientX, currentTarget }) =>
        onPoint?.(clientX - currentTarget.getBoundingClientRect().left)
      }
      onMouseLeave={() => onPoint?.(undefined)}
      {...handlers}
    >
      {isEmpty ? undefined : (
        <>
          {children}
          {shown === undefined ? undefined : <RangeBox range={shown} scale={scale} />}
          <Ticks scale={scale} />
          <Edges {...props} range={shown} />
        </>
      )}
    </div>
  );
}

function RangeBox({ range, scale }: { readonly range: StripRange; readonly scale: StripScale }) {
  const left = placeOf(range.from, scale);
  return (
    <span
      className="time-strip-range"
      style={{ left, width: Math.max(2, placeOf(range.to, scale) - left) }}
    />
  );
}

function Ticks({ scale }: { readonly scale: StripScale }) {
  return (
    <span className="time-strip-ticks tabular" aria-hidden="true">
      {ticksOf(scale).map(({ place, time, text }) => (
        <span key={time} style={{ left: place }}>
          {text}
        </span>
      ))}
    </span>
  );
}

/** Both edges for the keyboard: arrows a column, pages ten, Home and End to the edge of the strip, Escape lets all through. */
function Edges({ range, scale, edgeText, onRange, onClear }: TimeBrushProps) {
  const { from, to } = range ?? { from: scale.from, to: scale.to };
  const press = (event: KeyboardEvent, edge: 'from' | 'to'): void => {
    const isClear = event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace';
    if (isClear && range === undefined) return;
    const moved = movedEdge(event.key, edge === 'from' ? from : to, scale);
    if (isClear) onClear();
    else if (moved === undefined) return;
    else onRange(withEdge({ from, to }, edge, moved, scale));
    event.preventDefault();
  };
  const edges = [
    { edge: 'from', time: from, name: words.from },
    { edge: 'to', time: to, name: words.to },
  ] as const;
  return edges.map(({ edge, time, name }) => (
    <span
      key={edge}
      className="time-strip-edge"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={scale.from}
      aria-valuemax={scale.to}
      aria-valuenow={time}
      aria-valuetext={edgeText(time, { from, to })}
      data-set={range === undefined ? undefined : ''}
      style={{ left: placeOf(time, scale) }}
      onKeyDown={(event) => press(event, edge)}
    />
  ));
}

function movedEdge(key: string, time: number, { from, to, step }: StripScale): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return time - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return time + step;
    case 'PageDown':
      return time - 10 * step;
    case 'PageUp':
      return time + 10 * step;
    case 'Home':
      return from;
    case 'End':
      return to;
    default:
      return undefined;
  }
}

/** The edges never cross: a column stays between them. */
function withEdge(
  { from, to }: StripRange,
  edge: 'from' | 'to',
  moved: number,
  scale: StripScale,
): StripRange {
  return edge === 'from'
    ? columnsBetween(Math.max(scale.from, Math.min(moved, to - scale.step)), to, scale)
    : columnsBetween(from, Math.min(scale.to, Math.max(moved, from + scale.step)), scale);
}
