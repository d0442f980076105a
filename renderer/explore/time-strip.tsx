import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { TimelineValue } from '../../app/contract/areas/timeline.ts';
import { mostBuckets } from '../../app/contract/areas/timeline.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { timeRangeOf } from '../../app/filter/time-range.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { minuteOfDay, timeOfDay } from '../texts/time.ts';
import type { StripScale } from '../time-strip/strip-scale.ts';
import { boundsOf, columnsPath, countIn, rangeOf, scaleOf } from '../time-strip/strip-scale.ts';
import { TimeBrush } from '../time-strip/time-brush.tsx';
import { useElementWidth } from '../ui/use-element-width.ts';

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
  const keepTo = useKeepTo();
  const scale = scaleOf({ ...value, count: value.volume.length }, width);
  const bounds = useTimeBounds();
  useFollowTimeline(Math.floor(width / columnWidth));

  return (
    <div className="time-strip" role="group" aria-label={words.label} title={words.hint}>
      <TimeBrush
        area={strip}
        scale={scale}
        range={bounds === undefined ? undefined : rangeOf(bounds, scale)}
        edgeText={(time, range) => words.at(timeOfDay(time), countIn(value.volume, range, scale))}
        onRange={(next) => keepTo(boundsOf(next, scale))}
        onClear={() => keepTo(undefined)}
        isEmpty={value.volume.length === 0}
      >
        <Columns value={value} width={width} />
      </TimeBrush>
      <Summary value={value} scale={scale} />
    </div>
  );
}

/** The range holds for the exchanges of the source as well. */
function useKeepTo(): (range: TimeBounds | undefined) => void {
  const filterTimes = useApp((state) => state.filterTimes);
  const filterTraceTimes = useApp((state) => state.filterTraceTimes);
  return useCallback(
    (range) => {
      filterTimes(range);
      filterTraceTimes(range);
    },
    [filterTimes, filterTraceTimes],
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
