import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';

const words = texts.broker.clients.actions;

interface ClientButtonsProps {
  readonly clientKey: number;
  readonly clientId: string;
  readonly isGone: boolean;
}

/** What is done to a client most often; the menu of its row has the rest. */
export function ClientButtons({ clientKey, clientId, isGone }: ClientButtonsProps) {
  const act = useApp((state) => state.actOnClients);
  const composeAs = useApp((state) => state.composeAs);
  const showTrace = useApp((state) => state.showTraceOfClient);
  return (
    <div className="client-buttons">
      <Button onClick={() => showTrace(clientId)}>{texts.trace.showClient}</Button>
      <Button disabled={isGone} onClick={() => composeAs({ key: clientKey, clientId })}>
        {words.publishAs}
      </Button>
      <Button
        kind="danger"
        disabled={isGone}
        onClick={() => void act({ kind: 'keys', keys: [clientKey] }, 'kick')}
      >
        {words.kick}
      </Button>
    </div>
  );
}
