import { Counters } from '../counters.ts';
import { RetainedStore } from '../retained.ts';
import { Session } from '../session.ts';
import { defaultLimits } from '../settings.ts';

/** A session of its own store of retained messages, unless it is given one. */
export function testSession(clientId: string, retained?: RetainedStore): Session {
  const counters = new Counters();
  const limits = defaultLimits;
  const store = retained ?? new RetainedStore(limits, counters, () => undefined);
  return new Session(clientId, { limits, counters, retained: store });
}
