import type { AppState } from '../state/app-state.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { PanelNotice } from '../ui/panel-notice.tsx';
import { useUnanswered } from '../ui/use-unanswered.ts';
import { whyNoExchange } from './why-no-exchange.ts';

/** Why there is no row, where there is none. */
export function TraceSilence() {
  const source = useApp(chosenSource);
  const latest = useApp((state) => state.traceList.value);
  const hasProblem = useApp((state) => state.traceList.problem !== undefined);
  const filter = useApp((state) => traceFilter(state).text);
  const hasDeliveries = useApp((state) => state.traceList.hasDeliveries);
  const isTraced = useApp((state) => state.settings.traces);
  const isResting = useApp(areTracesResting);
  const question = JSON.stringify([source?.id, filter, hasDeliveries]);
  const counting = useUnanswered(question, latest, latest?.counting ?? true);
  const value = latest && { ...latest, counting };
  const now = Date.now() * 1000;
  const why = whyNoExchange({ source, value, filter, hasDeliveries, isTraced, isResting, now });
  if (why === undefined || hasProblem) return undefined;
  return (
    <div className="trace-silence">
      <Empty title={why.title}>
        {why.advice.map((one) => (
          <p key={one}>{one}</p>
        ))}
        {isTraced || source === undefined ? undefined : <SwitchOn />}
      </Empty>
    </div>
  );
}

/** One line above what was traced before: nothing is now. */
export function NotTraced() {
  const isTraced = useApp((state) => state.settings.traces);
  const hasRows = useApp((state) => {
    const { value } = state.traceList;
    return value !== undefined && value.end > value.first;
  });
  const isResting = useApp(areTracesResting);
  if ((isTraced && !isResting) || !hasRows) return undefined;
  if (isTraced) return <PanelNotice>{texts.trace.silent.restingRows}</PanelNotice>;
  return (
    <PanelNotice>
      <span>{texts.trace.silent.offRows}</span>
      <SwitchOn />
    </PanelNotice>
  );
}

/** Packets by which the traces are behind in the ordinary course of things: nobody is told of them. */
const ordinarilyBehind = 20_000;

/** One line above the rows while more comes in than is traced at once. */
export function TracesBehind() {
  const isTraced = useApp((state) => state.settings.traces);
  const behind = useApp((state) => {
    const { tracedTo = 0 } = state.traceList.value ?? {};
    return tracedTo === 0 ? 0 : Math.max(0, (state.status?.stored ?? 0) - tracedTo);
  });
  if (!isTraced || behind < ordinarilyBehind) return undefined;
  return (
    <PanelNotice>
      <span>{texts.trace.silent.behind(behind)}</span>
    </PanelNotice>
  );
}

/** Their worker ended by an error too often, and is tried again later. */
function areTracesResting(state: AppState): boolean {
  return state.status?.traces === 'resting';
}

function SwitchOn() {
  const change = useApp((state) => state.changeSettings);
  return (
    <Button className="trace-switch" onClick={() => void change({ traces: true })}>
      {texts.trace.silent.switchOn}
    </Button>
  );
}
