import type { Source } from '../../app/contract/areas/sources.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { count, shortCount, size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { StateDot } from '../ui/state-dot.tsx';
import { FaultMark } from './fault-mark.tsx';
import { dotState, stateName } from './source-state.ts';
import './status-bar.css';

const words = texts.shell.status;

/** What comes, what is stored, what was dropped, what the engine takes. */
export function StatusBar() {
  return (
    <footer className="status-bar tabular">
      <SourceStatus />
      <FaultMark />
      <Rates />
      <Stored />
      <Lag />
      <span className="spacer" />
      <EngineStatus />
    </footer>
  );
}

function SourceStatus() {
  const source = useApp(chosenSource);
  const clients = useApp((state) => state.status?.clients);
  if (source === undefined) return <span>{words.none}</span>;
  return (
    <span className="status-source">
      {source.kind === 'recording' ? undefined : (
        <StateDot state={dotState(source.state)} name={stateName(source.state)} />
      )}
      <span className="ellipsis">{source.name}</span>
      <span>· {clients === undefined ? stateOf(source) : words.clients(clients)}</span>
    </span>
  );
}

function stateOf(source: Source): string {
  return source.kind === 'recording' ? texts.files.recording : stateName(source.state);
}

function Rates() {
  const received = useApp((state) => state.status?.received);
  const sent = useApp((state) => state.status?.sent);
  const isRecording = useApp((state) => chosenSource(state)?.kind === 'recording');
  if (received === undefined || sent === undefined || isRecording) return undefined;
  return (
    <>
      <Figure value={count(Math.round(received))} unit={words.in} />
      <Figure value={count(Math.round(sent))} unit={words.out} />
    </>
  );
}

function Stored() {
  const stored = useApp((state) => state.status?.stored);
  const history = useApp((state) => state.status?.history);
  const traces = useApp((state) => state.status?.traces);
  if (stored === undefined || history === undefined) return undefined;
  return (
    <>
      <span title={history.evicted > 0 ? words.evicted(history.evicted) : undefined}>
        <b>{count(stored)}</b> {words.stored} · {words.of(size(history.bytes), size(history.budget))}
      </span>
      <Dropped />
      {history.problem === undefined ? undefined : (
        <span className="status-lost ellipsis" role="alert" title={history.problem}>
          {history.problem}
        </span>
      )}
      {traces === undefined ? undefined : (
        <span className="status-lost ellipsis" role="alert" title={words.tracesHint[traces]}>
          {words.traces[traces]}
        </span>
      )}
    </>
  );
}

/** With the reason of most of it; the others stand in the hint. */
function Dropped() {
  const dropped = useApp((state) => state.status?.dropped);
  if (dropped === undefined) return undefined;
  const lost = dropped.reduce((sum, { count: one }) => sum + one, 0);
  const [most] = dropped.toSorted((one, other) => other.count - one.count);
  return (
    <span
      className={lost > 0 ? 'status-lost ellipsis' : undefined}
      title={dropped.map(({ why, count: one }) => words.droppedWhy(why, one)).join('\n') || undefined}
    >
      <b>{count(lost)}</b> {words.dropped}
      {most === undefined ? undefined : words.mostDropped(most.why, dropped.length - 1)}
    </span>
  );
}

/** Only while what is shown is not what has come. */
function Lag() {
  const lag = useApp((state) => state.status?.lag ?? 0);
  // What cannot be stored is behind for another reason, and that is said.
  const isStored = useApp((state) => state.status?.history?.problem === undefined);
  if (lag === 0 || !isStored) return undefined;
  return (
    <span className="status-lost" title={words.lagHint}>
      <b>{count(Math.round(lag))}</b> {words.lag}
    </span>
  );
}

function EngineStatus() {
  const topics = useApp((state) => state.status?.topics);
  const engine = useApp((state) => state.status?.engine);
  if (topics === undefined || engine === undefined) return undefined;
  return (
    <>
      <span title={count(topics)}>{topics < 1_000_000 ? words.topics(topics) : shortCount(topics)}</span>
      <span>{words.engine(String(Math.round(engine.cpu)), size(engine.memory))}</span>
    </>
  );
}

function Figure({ value, unit }: { readonly value: string; readonly unit: string }) {
  return (
    <span>
      <b>{value}</b> {unit}
    </span>
  );
}
