import { useState } from 'react';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Toolbar } from '../ui/toolbar.tsx';
import { LatencyFigures } from './latency-figures.tsx';
import { LatencyStrip } from './latency-strip.tsx';
import './latency.css';
import type { StripReach } from './strip-span.ts';
import { useLatency } from './use-latency.ts';

const words = texts.trace.latency;
type Subject = 'handshakes' | 'journeys';
type Qos = 'any' | '0' | '1' | '2';
const qosNumbers = { any: undefined, '0': 0, '1': 1, '2': 2 } as const;

/** How long handshakes or journeys take: percentiles, and over time; drawing on the strip keeps the screen to a time. */
export function LatencyPanel() {
  // What came in a recording came some other day.
  const isRecording = useApp((state) => chosenSource(state)?.kind === 'recording');
  const [of, setOf] = useState<Subject>('handshakes');
  const [qos, setQos] = useState<Qos>('any');
  const [chosen, setReach] = useState<StripReach>();
  const reach = chosen ?? (isRecording ? 'all' : 'minutes');
  const { strip, measured, bounds, problem } = useLatency({ of, qos: qosNumbers[qos] }, reach);
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
          value={reach}
          options={[
            { value: 'minutes', text: words.ranges.minutes },
            { value: 'hour', text: words.ranges.hour },
            { value: 'day', text: words.ranges.day },
            { value: 'all', text: words.ranges.all },
          ]}
          onChange={setReach}
        />
      </Toolbar>
      {problem === undefined ? undefined : <p className="latency-nothing">{problem.message}</p>}
      {measured === undefined ? undefined : qos === '0' && measured.all.count === 0 ? (
        <p className="latency-nothing">{words.onePacket}</p>
      ) : (
        <LatencyFigures value={measured} />
      )}
      {strip === undefined ? undefined : <LatencyStrip value={strip} bounds={bounds} />}
    </section>
  );
}
