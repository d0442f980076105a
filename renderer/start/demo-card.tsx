import { Radio } from 'lucide-react';
import { useState } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { StartCard } from './start-card.tsx';

const words = texts.start.demo;

/** From nothing to a live tree in one click. */
export function DemoCard() {
  const startDemo = useApp((state) => state.startDemo);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ContractError>();
  const start = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const started = await startDemo();
    setBusy(false);
    if (!started.ok) setError(started.error);
  };
  return (
    <StartCard icon={Radio} title={words.title} text={words.text}>
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <p className="start-card-foot">
        <Button kind="primary" disabled={isBusy} onClick={() => void start()}>
          {isBusy ? words.busy : words.action}
        </Button>
        <span className="field-hint">{words.note}</span>
      </p>
    </StartCard>
  );
}
