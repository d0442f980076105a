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
