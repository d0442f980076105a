import { useState } from 'react';
import type { LatencyBy } from '../../app/contract/areas/trace/trace.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Toolbar } from '../ui/toolbar.tsx';
import { LatencyBreakdown } from './latency-breakdown.tsx';
import { LatencyFigures } from './latency-figures.tsx';
import { LatencyStrip } from './latency-strip.tsx';
import './latency.css';
import type { StripReach } from './strip-span.ts';
import type { LatencySubject } from './use-latency.ts';
import { useLatency } from './use-latency.ts';

const words = texts.trace.latency;
type Subject = 'handshakes' | 'journeys';
type Qos = 'any' | '0' | '1' | '2';
const qosNumbers = { any: undefined, '0': 0, '1': 1, '2': 2 } as const;

type Shown = 'time' | 'qos' | 'client' | 'topic-1' | 'topic-2' | 'topic-3';
const told: Readonly<Record<Exclude<Shown, 'time'>, LatencyBy>> = {
  qos: { kind: 'qos' },
  client: { kind: 'client' },
  'topic-1': { kind: 'topic', levels: 1 },
  'topic-2': { kind: 'topic', levels: 2 },
  'topic-3': { kind: 'topic', levels: 3 },
};

const subjects = [
  { value: 'handshakes', text: words.handshakes },
  { value: 'journeys', text: words.journeys },
] as const;
const shownOptions = [
  { value: 'time', text: words.overTime },
  { value: 'qos', text: words.byQos },
  { value: 'client', text: words.byClient },
  { value: 'topic-1', text: words.byTopic(1) },
  { value: 'topic-2', text: words.byTopic(2) },
  { value: 'topic-3', text: words.byTopic(3) },
] as const;
const qosOptions = [
  { value: 'any', text: words.anyQos },
  { value: '0', text: words.oneQos(0) },
  { value: '1', text: words.oneQos(1) },
  { value: '2', text: words.oneQos(2) },
] as const;
const reaches = [
  { value: 'minutes', text: words.ranges.minutes },
  { value: 'hour', text: words.ranges.hour },
  { value: 'day', text: words.ranges.day },
  { value: 'all', text: words.ranges.all },
] as const;

/** How long handshakes or journeys take: percentiles, over time or told apart. */
export function LatencyPanel() {
  // What came in a recording came some other day.
  const isRecording = useApp((state) => chosenSource(state)?.kind === 'recording');
  const [of, setOf] = useState<Subject>('handshakes');
  const [qos, setQos] = useState<Qos>('any');
  const [shown, setShown] = useState<Shown>('time');
  const [chosen, setReach] = useState<StripReach>();
  const reach = chosen ?? (isRecording ? 'all' : 'minutes');
  const subject = { of, qos: qosNumbers[qos] };
  return (
    <section className="latency" aria-label={words.label}>
      <Toolbar>
        <Segmented label={words.of} value={of} options={subjects} onChange={setOf} />
        <Select label={words.shown} hideLabel value={shown} options={shownOptions} onChange={setShown} />
        <Select label={words.qos} hideLabel value={qos} options={qosOptions} onChange={setQos} />
        <Select label={words.range} hideLabel value={reach} options={reaches} onChange={setReach} />
      </Toolbar>
      {shown === 'time' ? (
        <OverTime subject={subject} reach={reach} />
      ) : (
        <LatencyBreakdown key={shown} subject={subject} by={told[shown]} reach={reach} />
      )}
    </section>
  );
}

interface OverTimeProps {
  readonly subject: LatencySubject;
  readonly reach: StripReach;
}

/** Percentiles, and a strip; drawing on it keeps the screen to a time. */
function OverTime({ subject, reach }: OverTimeProps) {
  const { strip, measured, bounds, problem } = useLatency(subject, reach);
  return (
    <>
      {problem === undefined ? undefined : <p className="latency-nothing">{problem.message}</p>}
      {measured === undefined ? undefined : subject.qos === 0 && measured.all.count === 0 ? (
        <p className="latency-nothing">{words.onePacket}</p>
      ) : (
        <LatencyFigures value={measured} />
      )}
      {strip === undefined ? undefined : <LatencyStrip value={strip} bounds={bounds} />}
    </>
  );
}
