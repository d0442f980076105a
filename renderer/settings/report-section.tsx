import { useCallback } from 'react';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { useAnswered } from './use-answered.ts';

const words = texts.settings;

/** What a bug report needs, to copy and to read before. */
export function ReportSection() {
  const client = useClient();
  const copyText = useApp((state) => state.copyText);
  const { value, error, isBusy, ask } = useAnswered(
    useCallback(() => client.call('host.report', {}), [client]),
  );
  return (
    <>
      <p className="field-hint">{words.reportHint}</p>
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      {value === undefined ? undefined : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <pre className="settings-text" role="region" tabIndex={0} aria-label={words.reportName}>
          {value.markdown}
        </pre>
      )}
      <div className="setting-line">
        <Button disabled={isBusy} onClick={() => void ask()}>
          {words.makeReport}
        </Button>
        {value === undefined ? undefined : (
          <Button kind="primary" onClick={() => void copyText(value.markdown, words.reportName)}>
            {words.copyReport}
          </Button>
        )}
      </div>
    </>
  );
}
