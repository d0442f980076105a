import type { LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import { timeText } from '../exchange/row-texts.ts';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';

const words = texts.trace.latency;

/** Percentiles of what was measured, and how much that was. */
export function LatencyFigures({ value: { all, inFlight } }: { readonly value: LatencyValue }) {
  const figures: readonly (readonly [string, string])[] = [
    [words.p50, timeText(all.p50)],
    [words.p95, timeText(all.p95)],
    [words.p99, timeText(all.p99)],
    [words.max, timeText(all.max)],
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
