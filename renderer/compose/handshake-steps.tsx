import { Fragment } from 'react';
import type { PublishOutcome } from '../../app/contract/areas/publish.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';

/** The packets of a handshake, each with its time after the first. */
export function HandshakeSteps({ steps }: Pick<PublishOutcome, 'steps'>) {
  const first = steps[0]?.at ?? 0;
  return (
    <ol className="handshake">
      {steps.map(({ packet, at }, index) => (
        <Fragment key={`${packet} ${at}`}>
          {index === 0 ? undefined : <li aria-hidden="true">→</li>}
          <li title={exactTime(at)}>
            <code>{packet}</code>
            {index === 0 ? undefined : (
              <span className="handshake-time"> {texts.compose.outcome.after((at - first) / 1000)}</span>
            )}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}
