import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';

interface AttemptListProps {
  /** Newest last. */
  readonly attempts: ConnectionDetail['attempts'];
}

/** What became of the latest attempts, newest first. */
export function AttemptList({ attempts }: AttemptListProps) {
  if (attempts.length === 0) return undefined;
  return (
    <section className="connection-section" aria-label={texts.connect.panel.attempts}>
      <h3>{texts.connect.panel.attempts}</h3>
      <ol className="attempts">
        {attempts.toReversed().map(({ at, outcome }) => (
          <li key={at}>
            <time className="mono" title={exactTime(at)}>
              {timeOfDay(at)}
            </time>
            <span>{outcome}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
