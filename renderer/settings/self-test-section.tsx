import { CircleAlert, CircleCheck } from 'lucide-react';
import { useCallback } from 'react';
import { useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { useAnswered } from './use-answered.ts';

const words = texts.settings;

/** What this host can do, checked on demand. */
export function SelfTestSection() {
  const client = useClient();
  const { value, error, isBusy, ask } = useAnswered(
    useCallback(() => client.call('host.selfTest', {}), [client]),
  );
  return (
    <>
      <p className="field-hint">{words.selfTestHint}</p>
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      {value === undefined ? undefined : (
        <ul className="self-test" role="status">
          {value.checks.map(({ name, ok, detail }) => (
            <li key={name} data-failed={ok ? undefined : ''}>
              {ok ? <CircleCheck aria-label={words.ok} /> : <CircleAlert aria-label={words.failed} />}
              <span>{name}</span>
              <span className="field-hint">{detail}</span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button disabled={isBusy} onClick={() => void ask()}>
          {isBusy ? words.running : words.run}
        </Button>
      </div>
    </>
  );
}
