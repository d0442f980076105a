import { Fragment } from 'react';
import { elapsed } from '../../app/base/duration.ts';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { classNames } from '../ui/class-names.ts';
import type { Handshake } from './handshake.ts';

const words = texts.compose.outcome;

/** The packets of a handshake, each with its time after the first, and what is awaited. */
export function HandshakeSteps({ steps, awaited }: Handshake) {
  const first = steps[0]?.at ?? 0;
  return (
    <ol className="handshake" aria-label={words.steps}>
      {steps.map(({ label, at, hint, isBad }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps only come after the others
        <Fragment key={index}>
          {index === 0 ? undefined : <Next />}
          <li title={hint}>
            <code className={classNames(isBad && 'outcome-bad')}>{label}</code>
            {index === 0 ? undefined : <span className="handshake-time"> {elapsed(at - first)}</span>}
          </li>
        </Fragment>
      ))}
      {awaited === undefined ? undefined : (
        <>
          <Next />
          <li className="handshake-awaited" title={exactTime(awaited.since)}>
            {words.awaiting(awaited.packet, timeOfDay(awaited.since))}
          </li>
        </>
      )}
    </ol>
  );
}

function Next() {
  return <li aria-hidden="true">→</li>;
}
