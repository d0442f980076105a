/** Exchanges that go on at once over all clients of a source; beyond it the oldest are let go and counted. */
export const exchangesInFlight = 200_000;
/** Sessions that are remembered while nobody is connected to them; beyond it those away longest are let go. */
export const sessionsAway = 20_000;
/** Sequence numbers that an exchange keeps of its packets. */
export const packetsKept = 64;
