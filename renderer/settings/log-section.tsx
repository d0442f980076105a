import { useEffect } from 'react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';

const words = texts.settings;
const badges = { info: 'qos0', warn: 'warn', error: 'error' } as const;

/** What the engine has logged, newest first. */
export function LogSection() {
  const log = useApp((state) => state.log);
  const follow = useApp((state) => state.followLog);
  const copyText = useApp((state) => state.copyText);
  useEffect(() => {
    follow(true);
    return () => follow(false);
  }, [follow]);
  if (log === undefined || log.entries.length === 0) return <p className="field-hint">{words.logEmpty}</p>;
  const copy = (): void =>
    void copyText(
      log.entries
        .map(({ time, level, area, text }) => `${exactTime(time)} ${level} ${area}: ${text}`)
        .join('\n'),
      words.logName,
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <ol className="app-log" aria-label={words.sections.log} tabIndex={0}>
        {log.entries.toReversed().map(({ time, level, area, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries of one moment may be equal
          <li key={`${time} ${index}`}>
            <time className="mono" title={exactTime(time)}>
              {timeOfDay(time)}
            </time>
            <Badge kind={badges[level]} text={words.logLevels[level]} name={words.logLevels[level]} />
            <span className="app-log-area">{area}</span>
            <span className="app-log-text">{text}</span>
          </li>
        ))}
      </ol>
      {log.dropped > 0 ? <p className="field-hint">{words.logDropped(log.dropped)}</p> : undefined}
      <div>
        <Button onClick={copy}>{words.copyLog}</Button>
      </div>
    </>
  );
}
