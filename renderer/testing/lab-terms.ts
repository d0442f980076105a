import type { Terms } from '../lab/terms.ts';

/** A connection in 5.0 whose session lasts 300 s, without a will, to a broker that allows everything. */
export function labTerms(changes: Partial<Terms> = {}): Terms {
  return {
    version: 5,
    expiry: 300,
    resumes: true,
    willDelay: undefined,
    receiveMaximum: 20,
    maximumQos: 2,
    maximumPacketSize: Number.POSITIVE_INFINITY,
    topicAliasMaximum: 10,
    hasRetain: true,
    hasWildcards: true,
    hasShared: true,
    hasSubscriptionIdentifiers: true,
    ...changes,
  };
}

/** The same in 3.1.1, where the session lasts. */
export const before5: Partial<Terms> = {
  version: 4,
  expiry: Number.POSITIVE_INFINITY,
  topicAliasMaximum: 0,
};
