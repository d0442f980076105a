/** Exchanges that go on at once over all clients of a source; beyond it the oldest are let go and counted. */
export const exchangesInFlight = 200_000;
/** Sessions that are remembered while nobody is connected to them; beyond it those away longest are let go. */
export const sessionsAway = 20_000;
/** Sequence numbers that an exchange keeps of its packets. */
export const packetsKept = 64;
/** Connections that are followed at once. */
export const linksFollowed = 50_000;
/** Closed connections whose clients are remembered, for wills that come later. */
export const pastClients = 5_000;
/** µs of the records' time between two looks for sessions that have expired. */
export const expiryInterval = 1_000_000;
