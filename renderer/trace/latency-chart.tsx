import type { PointerEvent } from 'react';
import { useRef, useState } from 'react';
import type { LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import { tookText } from '../exchange/row-texts.ts';
import { texts } from '../texts/en.ts';
import { timeOfDay } from '../texts/time.ts';
import { useElementHeight } from '../ui/use-element-height.ts';
import { useElementWidth } from '../ui/use-element-width.ts';
import { chartPaths } from './chart-paths.ts';

const words = texts.trace.latency;

/** The p95 of each bucket as a line, with a gap where nothing was measured. */
export function LatencyChart({ value }: { readonly value: LatencyValue }) {
  if (value.all.count === 0) return <p className="latency-nothing">{words.nothing}</p>;
  return <Chart value={value} />;
}

function Chart({ value }: { readonly value: LatencyValue }) {
  const area = useRef<HTMLDivElement>(null);
  const width = useElementWidth(area);
  const height = useElementHeight(area);
  const [at, setAt] = useState<number>();
  const { line, fill, most } = chartPaths(
    value.buckets.map(({ p95 }) => p95),
    { width, height },
  );
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / Math.max(1, width)) * value.buckets.length);
    setAt(Math.max(0, Math.min(place, value.buckets.length - 1)));
  };
  const { all } = value;
  return (
    <>
      <div
        ref={area}
        className="latency-chart"
        role="img"
        aria-label={words.chart(timeOrDash(all.p95), timeOrDash(most))}
        onPointerMove={point}
        onPointerLeave={() => setAt(undefined)}
      >
        <svg width={width} height={height} aria-hidden="true">
          <path className="latency-fill" d={fill} />
          <path className="latency-line" d={line} />
        </svg>
        <span className="latency-most tabular" aria-hidden="true">
          {timeOrDash(most)}
        </span>
      </div>
      <p className="latency-at tabular" aria-hidden="true">
        {at === undefined ? words.legend : pointText(value, at)}
      </p>
    </>
  );
}

function pointText({ from, width, buckets }: LatencyValue, at: number): string {
  const bucket = buckets[at];
  const time = timeOfDay(from + at * width).slice(0, 8);
  if (bucket === undefined || bucket.count === 0) return words.noPoint(time);
  const { count, p50, p95, max } = bucket;
  return words.point(time, count, timeOrDash(p50), timeOrDash(p95), timeOrDash(max));
}

function timeOrDash(took: number | undefined): string {
  return tookText({ took });
}
