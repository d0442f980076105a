/**
 * Is told what of a session has changed, and stores it as it then is. A session that ends with its connection has none:
 * nothing of it outlives this process.
 */
export interface SessionJournal {
  /** The session is over. */
  ended(): void;
  /** Nobody is connected to it any more; what ends it is its expiry. */
  slept(): void;
  subscriptionChanged(filter: string): void;
  /** A QoS 2 identifier of the client was taken down or let go. */
  receivingChanged(id: number): void;
  inFlightChanged(id: number): void;
  /** Something was added at the end of the queue or taken from its front. */
  queueChanged(): void;
  /** Of the queue no more than the first `left` are as they were. */
  queueCut(left: number): void;
}
