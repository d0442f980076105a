import { useEffect, useMemo, useState } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import type { LatencyBy, LatencyParams, LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { timeRangeOf, withTimeRange } from '../../app/filter/time-range.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import type { Followed } from '../state/use-feed.ts';
import { useFeed } from '../state/use-feed.ts';
import type { StripReach } from './strip-span.ts';
import { reachLengths, spanAround, stripSpan } from './strip-span.ts';

/** Pieces of time that the strip is drawn of. */
const buckets = 120;
/** Pieces of time that slide out of a breakdown one by one. */
const breakdownBuckets = 12;
/** Milliseconds after which a strip of an hour or a day moves on at the earliest. */
const leastStep = 5_000;

/** What is measured. */
export interface LatencySubject {
  readonly of: LatencyParams['of'];
  readonly qos: 0 | 1 | 2 | undefined;
}

/** What the strip shows, and what was measured in the time that the filter keeps to. */
export interface Latency {
  readonly strip: LatencyValue | undefined;
  /** Undefined until it is known. */
  readonly measured: LatencyValue | undefined;
  /** The times that the filter keeps to. */
  readonly bounds: TimeBounds | undefined;
  readonly problem: ContractError | undefined;
}

/** Follows what was measured in the time that the filter keeps to, or the last so much of it, told apart. */
export function useBreakdown(
  { of, qos }: LatencySubject,
  by: LatencyBy,
  reach: StripReach,
): Pick<Followed<'trace.latency'>, 'value' | 'problem'> {
  const source = useApp((state) => state.selection.source);
  const filter = useApp((state) => traceFilter(state).text);
  const bounds = useMemo(() => timeRangeOf(filter, Date.now() * 1000), [filter]);
  const span = bounds === undefined ? stripSpan(reach, undefined, 0) : spanAround(bounds);
  const asked = { of, by, buckets: breakdownBuckets, filter, ...(qos !== undefined && { qos }) };
  return useFeed('trace.latency', source === undefined ? undefined : { source, ...asked, ...span });
}

/** Follows the durations of what the filter of the list lets through. */
export function useLatency({ of, qos }: LatencySubject, reach: StripReach): Latency {
  const source = useApp((state) => state.selection.source);
  const filter = useApp((state) => traceFilter(state).text);
  const bounds = useMemo(() => timeRangeOf(filter, Date.now() * 1000), [filter]);
  const timeless = useMemo(() => withTimeRange(filter, undefined, Date.now() * 1000), [filter]);
  const now = useNow(reach);
  const asked = { of, buckets, ...(qos !== undefined && { qos }) };
  const strip = useFeed(
    'trace.latency',
    source === undefined
      ? undefined
      : { source, ...asked, filter: timeless, ...stripSpan(reach, bounds, now) },
  );
  const kept = useFeed(
    'trace.latency',
    source === undefined || bounds === undefined
      ? undefined
      : { source, ...asked, filter, buckets: 2, ...spanAround(bounds) },
  );
  return {
    strip: strip.value,
    measured: bounds === undefined ? strip.value : kept.value,
    bounds,
    problem: strip.problem ?? kept.problem,
  };
}

/** Moves on by the width of a piece: a strip of the last five minutes goes on by itself. */
function useNow(reach: StripReach): number {
  const length = reach === 'all' ? undefined : reachLengths[reach];
  const [now, setNow] = useState(() => Date.now() * 1000);
  useEffect(() => {
    setNow(Date.now() * 1000);
    if (length === undefined) return;
    const step = Math.max(leastStep, length / buckets / 1000);
    const timer = setInterval(() => setNow(Date.now() * 1000), step);
    return () => clearInterval(timer);
  }, [length]);
  return now;
}
