import { Fragment } from 'react';
import type { PublishOutcome } from '../../app/contract/areas/publish.ts';
import { elapsed, exactTime } from '../texts/time.ts';

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
            {index === 0 ? undefined : <span className="handshake-time"> {elapsed(at - first)}</span>}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}
