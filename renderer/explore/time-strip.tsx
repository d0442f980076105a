import type { KeyboardEvent } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import type { TimelineValue } from '../../app/contract/areas/timeline.ts';
import { mostBuckets } from '../../app/contract/areas/timeline.ts';
import { timeRangeOf } from '../../app/filter/time-range.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { minuteOfDay, timeOfDay } from '../texts/time.ts';
import { useElementWidth } from '../ui/use-element-width.ts';
import './time-strip.css';
import type { StripRange, StripScale } from './time-strip-scale.ts';
import {
  boundsOf,
  columnsBetween,
  columnsPath,
  countIn,
  placeOf,
  rangeOf,
  scaleOf,
} from './time-strip-scale.ts';
import { ticksOf } from './time-strip-ticks.ts';
import { useTimeBrush } from './use-time-brush.ts';

const words = texts.filter.strip;
/** Pixels: of a column, and the height of the highest. */
const columnWidth = 3;
const height = 30;
const empty: TimelineValue = { from: 0, width: 1, volume: [], counting: false };

/** When the messages of the history came, and where the matches of the filter are; drawing on it keeps to a time. */
export function TimeStrip() {
  const strip = useRef<HTMLDivElement>(null);
  const width = Math.floor(useElementWidth(strip));
  const value = useApp((state) => state.timeline) ?? empty;
  const filterTimes = useApp((state) => state.filterTimes);
  const scale = scaleOf(value, width);
  const bounds = useTimeBounds();
  const range = bounds === undefined ? undefined : rangeOf(bounds, scale);
  const change = (next: StripRange): void => filterTimes(boundsOf(next, scale));
  const { draft, handlers } = useTimeBrush(scale, range, change);
  const shown = draft ?? range;
  const clear = (): void => filterTimes(undefined);
  useFollowTimeline(Math.floor(width / columnWidth));

  return (
    <div className="time-strip" role="group" aria-label={words.label} title={words.hint}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the sliders in it do the same by keyboard */}
      <div ref={strip} className="time-strip-area" onDoubleClick={clear} {...handlers}>
        {value.volume.length === 0 ? undefined : (
          <>
            <Columns value={value} width={width} />
            {shown === undefined ? undefined : <RangeBox range={shown} scale={scale} />}
            <Ticks scale={scale} />
            <Edges range={shown} scale={scale} value={value} onRange={change} onClear={clear} />
          </>
        )}
      </div>
      <Summary value={value} scale={scale} />
    </div>
  );
}

/** The times that the filter keeps to. */
function useTimeBounds() {
  const text = useApp((state) => sourceFilter(state).text);
  return useMemo(() => timeRangeOf(text, Date.now() * 1000), [text]);
}

function useFollowTimeline(columns: number): void {
  const source = useApp((state) => state.selection.source);
  const node = useApp((state) => selectedTopic(state)?.node);
  const branch = useApp((state) => selectedTopic(state)?.isBranch ?? true);
  const filter = useApp((state) => sourceFilter(state).text);
  const followTimeline = useApp((state) => state.followTimeline);
  const buckets = Math.min(mostBuckets, columns);
  useEffect(() => {
    if (source === undefined || buckets < 1) return;
    followTimeline({ source, node, branch, filter, buckets });
  }, [followTimeline, source, node, branch, filter, buckets]);
  useEffect(() => () => followTimeline(undefined), [followTimeline]);
}

function Columns({ value, width }: { readonly value: TimelineValue; readonly width: number }) {
  const { volume, matches } = value;
  const most = Math.max(...volume);
  return (
    <svg className="time-strip-columns" width={width} height={height} aria-hidden="true">
      <path
        className={matches === undefined ? 'time-strip-volume' : 'time-strip-rest'}
        d={columnsPath(volume, most, { width, height })}
      />
      {matches === undefined ? undefined : (
        <path className="time-strip-matches" d={columnsPath(matches, most, { width, height })} />
      )}
    </svg>
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

interface EdgesProps {
  readonly range: StripRange | undefined;
  readonly scale: StripScale;
  readonly value: TimelineValue;
  readonly onRange: (range: StripRange) => void;
  readonly onClear: () => void;
}

/** Both edges for the keyboard: arrows a column, pages ten, Home and End to the edge of the strip, Escape lets all through. */
function Edges({ range, scale, value, onRange, onClear }: EdgesProps) {
  const { from, to } = range ?? { from: scale.from, to: scale.to };
  const messages = countIn(value.volume, { from, to }, scale);
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
      aria-valuetext={words.at(timeOfDay(time), messages)}
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

function Summary({ value, scale }: { readonly value: TimelineValue; readonly scale: StripScale }) {
  const { volume, matches } = value;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  if (volume.length === 0) return undefined;
  const now = new Date();
  return (
    <span className="visually-hidden">
      {words.summary(sum(volume), minuteOfDay(scale.from, now), minuteOfDay(scale.to, now))}
      {matches === undefined ? undefined : words.matches(sum(matches))}
    </span>
  );
}
