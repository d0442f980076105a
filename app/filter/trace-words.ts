/** What became of an exchange; what each one means says `docs/traces.md`. */
export const outcomeNames = [
  'in-flight',
  'held',
  'queued',
  'complete',
  'resent',
  'refused',
  'no-subscriber',
  'expired',
  'dropped',
  'abandoned',
  'broken',
] as const;

/** What rows say of several of these: what is not over, and what somebody did not get. */
export const outcomeGroups = ['waiting', 'not-delivered'] as const;

/** Outcomes that are `waiting`. */
export const waitingOutcomes: readonly string[] = [
  'in-flight',
  'held',
  'queued',
] satisfies readonly (typeof outcomeNames)[number][];

/** What an exchange is about. */
export const exchangeKinds = [
  'connect',
  'publish',
  'delivery',
  'subscribe',
  'unsubscribe',
  'ping',
  'auth',
  'disconnect',
  'loss',
] as const;
