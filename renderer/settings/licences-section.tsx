import { useCallback } from 'react';
import { useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { useAnswered } from './use-answered.ts';

const words = texts.settings;

/** Whose work ships with the app, and under which terms. */
export function LicencesSection() {
  const client = useClient();
  const { value, error, isBusy, ask } = useAnswered(
    useCallback(() => client.call('host.licences', {}), [client]),
  );
  if (error !== undefined) return <ErrorBox message={error.message} advice={error.advice} />;
  if (value === undefined) {
    return (
      <div>
        <Button disabled={isBusy} onClick={() => void ask()}>
          {words.showLicences}
        </Button>
      </div>
    );
  }
  return (
    <>
      <p className="field-hint">{words.licenceCount(value.packages.length)}</p>
      {value.packages.map(({ name, version, licence, text }) => (
        <details key={`${name} ${version}`} className="licence">
          <summary>
            {name} <span className="field-hint">{`${version} · ${licence}`}</span>
          </summary>
          <pre className="settings-text">{text}</pre>
        </details>
      ))}
    </>
  );
}
