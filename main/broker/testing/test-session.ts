import { defaultLimits } from '../../../app/contract/areas/broker/limits.ts';
import { Counters } from '../counters.ts';
import { RetainedStore } from '../retained/retained.ts';
import { AllFilterBytes } from '../session/filter-bytes.ts';
import { KeptMessages } from '../session/kept-messages.ts';
import { QueueShare } from '../session/queue-share.ts';
import { Session } from '../session/session.ts';

/** A session of its own store of retained messages, unless it is given one. */
export function testSession(clientId: string, store?: RetainedStore): Session {
  const counters = new Counters();
  const limits = defaultLimits;
  const retained = store ?? new RetainedStore(limits, counters, () => undefined);
  const kept = new KeptMessages(limits);
  const share = new QueueShare(kept, () => []);
  const allFilters = new AllFilterBytes();
  return new Session(clientId, { limits, counters, retained, kept, share, allFilters, notes: undefined });
}
