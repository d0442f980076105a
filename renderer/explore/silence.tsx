import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { PanelNotice } from '../ui/panel-notice.tsx';
import './silence.css';
import { whySilent } from './why-silent.ts';

const words = texts.explore.silent;

/** Why the screen shows nothing, and what to do about it. */
export function Silence({ filter }: { readonly filter: string }) {
  const source = useApp(chosenSource);
  const subscriptions = useApp((state) => state.connection?.subscriptions);
  const lastAt = useApp((state) => state.status?.lastAt);
  const { title, advice } = whySilent({ source, subscriptions, filter, lastAt, now: new Date() });
  return (
    <div className="silence">
      <Empty title={title}>
        {advice === undefined ? undefined : <p>{advice}</p>}
        {filter === '' ? <ConnectionActions /> : undefined}
      </Empty>
    </div>
  );
}

/** One line above what was there before: the source is not connected now. */
export function NotConnected() {
  const source = useApp(chosenSource);
  const { title, advice } = whySilent({
    source,
    subscriptions: undefined,
    filter: '',
    lastAt: undefined,
    now: new Date(),
  });
  if (source === undefined || source.kind === 'recording' || source.state.kind === 'connected')
    return undefined;
  return (
    <PanelNotice>
      <span className="ellipsis" title={advice}>
        {title} {advice}
      </span>
      <ConnectionActions />
    </PanelNotice>
  );
}

function ConnectionActions() {
  const source = useApp(chosenSource);
  const open = useApp((state) => state.openConnection);
  const openDialog = useApp((state) => state.openDialog);
  if (source === undefined || source.kind === 'recording') return undefined;
  if (source.kind === 'broker' && source.state.kind === 'connected') return undefined;
  if (source.kind === 'broker') {
    return (
      <div className="silence-actions">
        <Button onClick={() => openDialog({ kind: 'broker' })}>{words.broker}</Button>
      </div>
    );
  }
  const { kind } = source.state;
  return (
    <div className="silence-actions">
      {kind === 'idle' || kind === 'failed' || kind === 'waiting' ? (
        <Button kind="primary" onClick={() => void open(source.id)}>
          {words.connect}
        </Button>
      ) : undefined}
      <Button onClick={() => openDialog({ kind: 'connection', profile: source.id })}>{words.details}</Button>
    </div>
  );
}
