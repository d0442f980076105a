/** Exchanges that go on at once over all clients of a source; beyond it the oldest are let go and counted. */
export const exchangesInFlight = 200_000;
/** Sessions that are remembered while nobody is connected to them; beyond it those away longest are let go. */
export const sessionsAway = 20_000;
/** Links whose plain handshakes are numbers, of each end; what begins on another is an object of its own. */
export const plainLinks = 4;
/** A link becomes one of them once so many more began on it than on all others that are none. */
export const plainLead = 16;
/** Messages of the embedded broker whose deliveries are counted at once; beyond it the oldest are followed no further. */
export const journeysFollowed = 200_000;
/** Records after which a journey that is over is followed no further. */
export const journeyRecords = 4_096;
/** Names that are remembered of records of who messages are for. */
export const receiversKnown = 1_000_000;
/** Sequence numbers that an exchange keeps of its packets. */
export const packetsKept = 64;
/** Connections that are followed at once. */
export const linksFollowed = 50_000;
/** Closed connections whose clients are remembered, for wills that come later. */
export const pastClients = 20_000;
/** µs of the records' time between two looks at what depends on time. */
export const watchInterval = 500_000;
/** µs between two records that are told as a jump of their time, forwards and back. */
export const jumpAhead = 5_000_000;
export const jumpBack = 500_000;
/** Exchanges of a client that are remembered after they are over. */
export const recentExchanges = 128;
/** … and those of them that outlive a restart, of so many sessions: the newest. */
export const recentKept = 16;
export const recentSessionsKept = 2_000;
/** Clients of which something is remembered for findings. */
export const clientsRemembered = 20_000;
/** Exchanges in flight that are looked at for late ones at a time. */
export const exchangesLookedAt = 20_000;
