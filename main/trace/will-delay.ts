import type { LinkTrace } from './link-trace.ts';

/** Seconds from the end of the connection until its will is due; undefined without one. */
export function willDelay({ will, session, isUp }: LinkTrace): number | undefined {
  // It is published when its delay has passed or the session ends, whichever comes first (clause 3.1.3.2.2).
  return will === undefined || !isUp ? undefined : Math.min(will.delay, session.expiry);
}
