import { chosenSource } from '../state/sources-slice.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { Empty } from '../ui/empty.tsx';
import { whyNoExchange } from './why-no-exchange.ts';

/** Why there is no row, where there is none. */
export function TraceSilence() {
  const source = useApp(chosenSource);
  const value = useApp((state) => state.traceList.value);
  const hasProblem = useApp((state) => state.traceList.problem !== undefined);
  const filter = useApp((state) => traceFilter(state).text);
  const hasDeliveries = useApp((state) => state.traceList.hasDeliveries);
  const why = whyNoExchange({ source, value, filter, hasDeliveries, now: Date.now() * 1000 });
  if (why === undefined || hasProblem) return undefined;
  return (
    <div className="trace-silence">
      <Empty title={why.title}>
        {why.advice.map((one) => (
          <p key={one}>{one}</p>
        ))}
      </Empty>
    </div>
  );
}
