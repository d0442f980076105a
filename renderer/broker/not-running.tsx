import { useState } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import { asSaved } from '../state/broker-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';

const words = texts.broker;

/** There is no broker to look at: one click away. */
export function NotRunning() {
  const state = useApp((now) => now.broker?.state);
  const start = useApp((now) => now.startBroker);
  const openDialog = useApp((now) => now.openDialog);
  const [error, setError] = useState<ContractError>();
  if (state === undefined) return undefined;
  if (state.kind === 'starting') return <Empty title={words.starting} />;
  const begin = async (): Promise<void> => {
    const started = await start(asSaved);
    setError(started.ok ? undefined : started.error);
  };
  return (
    <Empty title={words.stopped}>
      {state.kind === 'failed' ? <ErrorBox message={words.failed} advice={state.why} /> : undefined}
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <div className="not-running-actions">
        <Button onClick={() => openDialog({ kind: 'broker' })}>{words.setUpFirst}</Button>
        <Button kind="primary" onClick={() => void begin()}>
          {words.start}
        </Button>
      </div>
    </Empty>
  );
}
