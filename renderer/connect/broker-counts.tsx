import { useApp } from '../state/use-app.tsx';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';

const words = texts.connect.broker.counts;

/** What the broker holds now. */
export function BrokerCounts() {
  const broker = useApp((state) => state.broker);
  if (broker === undefined) return undefined;
  return (
    <dl className="broker-counts">
      {(['clients', 'sessions', 'subscriptions', 'retained'] as const).map((name) => (
        <div key={name}>
          <dt>{words[name]}</dt>
          <dd className="tabular">{count(broker[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
