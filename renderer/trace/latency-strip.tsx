import { useRef, useState } from 'react';
import type { LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { timeText } from '../exchange/row-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { timeOfDay } from '../texts/time.ts';
import type { StripRange, StripScale } from '../time-strip/strip-scale.ts';
import { boundsOf, columnsPath, countIn, rangeOf, scaleOf } from '../time-strip/strip-scale.ts';
import { TimeBrush } from '../time-strip/time-brush.tsx';
import { useElementHeight } from '../ui/use-element-height.ts';
import { useElementWidth } from '../ui/use-element-width.ts';
import { chartPaths } from './chart-paths.ts';

const words = texts.trace.latency;
/** Pixels below the plot, for the times. */
const ticksHeight = 18;

interface LatencyStripProps {
  readonly value: LatencyValue;
  /** The times that the filter keeps to. */
  readonly bounds: TimeBounds | undefined;
}

/** The p95 and the number of exchanges over time. Drawing on it keeps the filter to a time. */
export function LatencyStrip({ value, bounds }: LatencyStripProps) {
  const area = useRef<HTMLDivElement>(null);
  const width = Math.floor(useElementWidth(area));
  const height = useElementHeight(area) - ticksHeight;
  const filterTimes = useApp((state) => state.filterTraceTimes);
  const [place, setPlace] = useState<number>();
  const scale = scaleOf({ ...value, count: value.buckets.length }, width);
  const volumes = value.buckets.map(({ volume }) => volume);
  const isEmpty = value.all.volume === 0 && bounds === undefined;
  return (
    <div className="latency-strip" role="group" aria-label={words.strip} title={words.hint}>
      {isEmpty ? undefined : <Legend value={value} scale={scale} place={place} />}
      <TimeBrush
        area={area}
        className="latency-area"
        scale={scale}
        range={bounds === undefined ? undefined : rangeOf(bounds, scale)}
        edgeText={(time, range) => words.at(timeOfDay(time), countIn(volumes, range, scale))}
        onRange={(range) => filterTimes(timesOf(range, scale))}
        onClear={() => filterTimes(undefined)}
        onPoint={setPlace}
        isEmpty={isEmpty}
      >
        <Plot value={value} width={width} height={Math.max(0, height)} />
      </TimeBrush>
      {isEmpty ? (
        <p className="latency-nothing">{value.counting === true ? words.counting : words.nothing}</p>
      ) : undefined}
    </div>
  );
}

/** What reaches the end of the strip goes on; where it begins is said, as the strip shows only the last of all there is. */
function timesOf(range: StripRange, scale: StripScale): TimeBounds | undefined {
  const bounds = boundsOf(range, scale);
  return bounds === undefined ? undefined : { least: range.from, most: bounds.most };
}

interface PlotProps {
  readonly value: LatencyValue;
  readonly width: number;
  readonly height: number;
}

function Plot({ value: { buckets, all }, width, height }: PlotProps) {
  const size = { width, height };
  const volumes = buckets.map(({ volume }) => volume);
  const { line, fill, most } = chartPaths(
    buckets.map(({ p95 }) => p95),
    size,
  );
  return (
    <svg
      className="latency-plot"
      width={width}
      height={height}
      role="img"
      aria-label={words.chart(timeText(all.p95), timeText(most))}
    >
      <path className="latency-volume" d={columnsPath(volumes, Math.max(...volumes), size)} />
      <path className="latency-fill" d={fill} />
      <path className="latency-line" d={line} />
    </svg>
  );
}

interface LegendProps {
  readonly value: LatencyValue;
  readonly scale: StripScale;
  readonly place: number | undefined;
}

/** What stands at the pointer, else what the upper edge is. */
function Legend({ value, scale, place }: LegendProps) {
  const { buckets } = value;
  const at =
    place === undefined ? undefined : Math.floor((place / Math.max(1, scale.width)) * buckets.length);
  const bucket = at === undefined ? undefined : buckets[at];
  const most = Math.max(0, ...buckets.map(({ p95 = 0 }) => p95));
  return (
    <p className="latency-legend tabular" aria-hidden="true">
      {at === undefined || bucket === undefined
        ? most === 0
          ? words.volumeOnly
          : words.legend(timeText(most))
        : pointText(timeOfDay(value.from + at * value.width).slice(0, 8), bucket)}
    </p>
  );
}

function pointText(time: string, { count, volume, p50, p95, max }: LatencyValue['all']): string {
  if (count === 0) return words.noPoint(time, volume);
  return words.point(time, volume, timeText(p50), timeText(p95), timeText(max));
}
