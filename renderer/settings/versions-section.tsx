import { useCallback, useEffect } from 'react';
import { useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { ErrorBox } from '../ui/error-box.tsx';
import { useAnswered } from './use-answered.ts';

const words = texts.settings;

/** What runs, and where it keeps its files. */
export function VersionsSection() {
  const client = useClient();
  const { value, error, ask } = useAnswered(useCallback(() => client.call('host.read', {}), [client]));
  useEffect(() => void ask(), [ask]);
  if (error !== undefined) return <ErrorBox message={error.message} advice={error.advice} />;
  if (value === undefined) return undefined;
  const facts: readonly (readonly [string, string])[] = [
    ...value.versions,
    [words.host, words.hosts[value.host]],
    [words.platform, value.platform],
    [words.configFolder, value.configFolder],
    [words.usedDataFolder, value.dataFolder],
  ];
  return (
    <dl className="settings-facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="mono">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
