/** The byte that each change begins with on its way between the threads. */
export const changeCodes = {
  message: 1,
  retained: 2,
  messageGone: 3,
  session: 4,
  sessionGone: 5,
  subscription: 6,
  subscriptionGone: 7,
  receiving: 8,
  receivingGone: 9,
  inFlight: 10,
  inFlightGone: 11,
  queued: 12,
  queueKept: 13,
  will: 14,
  willGone: 15,
} as const;
