import { useEffect, useMemo, useState } from 'react';
import type { LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import { timeRangeOf } from '../../app/filter/time-range.ts';
import { tookText } from '../exchange/row-texts.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import type { Followed } from '../state/use-feed.ts';
import { useFeed } from '../state/use-feed.ts';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Toolbar } from '../ui/toolbar.tsx';
import { LatencyChart } from './latency-chart.tsx';
import './latency.css';

const words = texts.trace.latency;
const buckets = 100;
type Range = 'minutes' | 'hour' | 'day';
/** µs. */
const lengths: Readonly<Record<Range, number>> = { minutes: 3e8, hour: 3.6e9, day: 8.64e10 };
type Subject = 'handshakes' | 'journeys';
type Qos = 'any' | '0' | '1' | '2';
const qosNumbers = { '0': 0, '1': 1, '2': 2 } as const;

/** How long handshakes or journeys take: percentiles, and how they went over time. */
export function LatencyPanel() {
  const [of, setOf] = useState<Subject>('handshakes');
  const [qos, setQos] = useState<Qos>('any');
  const [range, setRange] = useState<Range>('minutes');
  const { value, problem } = useLatency(of, qos, range);
  return (
    <section className="latency" aria-label={words.label}>
      <Toolbar>
        <Segmented
          label={words.of}
          value={of}
          options={[
            { value: 'handshakes', text: words.handshakes },
            { value: 'journeys', text: words.journeys },
          ]}
          onChange={setOf}
        />
        <Select
          label={words.qos}
          hideLabel
          value={qos}
          options={[
            { value: 'any', text: words.anyQos },
            { value: '0', text: words.oneQos(0) },
            { value: '1', text: words.oneQos(1) },
            { value: '2', text: words.oneQos(2) },
          ]}
          onChange={setQos}
        />
        <Select
          label={words.range}
          hideLabel
          value={range}
          options={[
            { value: 'minutes', text: words.ranges.minutes },
            { value: 'hour', text: words.ranges.hour },
            { value: 'day', text: words.ranges.day },
          ]}
          onChange={setRange}
        />
      </Toolbar>
      {problem === undefined ? undefined : <p className="latency-nothing">{problem.message}</p>}
      {value === undefined ? undefined : (
        <>
          <Figures value={value} />
          <LatencyChart value={value} />
        </>
      )}
    </section>
  );
}

function Figures({ value: { all, inFlight } }: { readonly value: LatencyValue }) {
  const figures: readonly (readonly [string, string])[] = [
    [words.p50, tookText({ took: all.p50 })],
    [words.p95, tookText({ took: all.p95 })],
    [words.p99, tookText({ took: all.p99 })],
    [words.max, tookText({ took: all.max })],
    [words.inFlight, count(inFlight)],
    [words.measured, count(all.count)],
  ];
  return (
    <dl className="latency-figures">
      {figures.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of the time that the filter keeps to, else of the last minutes. */
function useLatency(of: Subject, qos: Qos, range: Range): Followed<'trace.latency'> {
  const source = useApp((state) => state.selection.source);
  const filter = useApp((state) => traceFilter(state).text);
  const from = useFrom(range);
  const bounds = useMemo(() => timeRangeOf(filter, Date.now() * 1000), [filter]);
  return useFeed(
    'trace.latency',
    source === undefined
      ? undefined
      : {
          source,
          of,
          filter,
          buckets,
          ...(qos !== 'any' && { qos: qosNumbers[qos] }),
          from: finite(bounds?.least) ?? from,
          to: finite(bounds?.most),
        },
  );
}

function finite(time: number | undefined): number | undefined {
  return time !== undefined && Number.isFinite(time) ? time : undefined;
}

/** Where the range begins: it moves on by the width of a bucket. The last five minutes need no beginning. */
function useFrom(range: Range): number | undefined {
  const length = lengths[range];
  const [now, setNow] = useState(() => Date.now() * 1000);
  useEffect(() => {
    setNow(Date.now() * 1000);
    const timer = setInterval(() => setNow(Date.now() * 1000), length / buckets / 1000);
    return () => clearInterval(timer);
  }, [length]);
  return range === 'minutes' ? undefined : now - length;
}
