import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ListenerRow } from '../../../app/contract/areas/broker/listener-list.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Spacer, Toolbar } from '../../ui/toolbar.tsx';
import './listeners.css';
import { AuthorityBox } from './authority-box.tsx';
import { ListenerCard } from './listener-card.tsx';
import { ListenerForm } from './listener-form.tsx';

const words = texts.listeners;

/** Where clients may connect, how that goes, and the CA that the certificates are of. */
export function ListenersPanel() {
  const value = useApp((state) => state.listeners);
  const follow = useApp((state) => state.followListeners);
  const isStopped = useApp((state) => state.broker?.state.kind === 'stopped');
  const [edited, setEdited] = useState<{ readonly row: ListenerRow | undefined }>();
  useEffect(() => {
    follow(true);
    return () => follow(false);
  }, [follow]);
  if (value === undefined) return undefined;
  const { rows, problem } = value;
  return (
    <div className="listeners-panel">
      <Toolbar>
        <Button onClick={() => setEdited({ row: undefined })}>
          <Plus aria-hidden="true" />
          {words.add}
        </Button>
        {isStopped ? <span className="field-hint">{words.brokerStopped}</span> : undefined}
        <Spacer />
      </Toolbar>
      <div className="listeners-body">
        {problem === undefined ? undefined : <ErrorBox message={problem} />}
        {rows.length === 0 ? <Empty title={words.none} /> : undefined}
        <ul className="listener-list" aria-label={words.label}>
          {rows.map((row) => (
            <ListenerCard key={row.listener.name} row={row} onEdit={() => setEdited({ row })} />
          ))}
        </ul>
        <AuthorityBox file={value.authorityFile} isMade={value.hasAuthority} />
      </div>
      {edited === undefined ? undefined : (
        <ListenerForm row={edited.row} value={value} onClose={() => setEdited(undefined)} />
      )}
    </div>
  );
}
