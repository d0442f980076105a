/** Why a message did not go on. */
export type DropReason =
  /** QoS 0 to a reader whose buffer is full. */
  | 'slow reader'
  /** A session's queue is full, by count or by bytes. */
  | 'queue full'
  /** All queues together are full, and this is one of the longest. */
  | 'all queues full'
  /** Larger than the receiver's Maximum Packet Size [MQTT-3.1.2-25]. */
  | 'too large for the client'
  /** Its Message Expiry Interval passed while it waited [MQTT-3.3.2-5]. */
  | 'expired'
  /** Its payload is not what its properties say. */
  | 'payload invalid'
  /** The access rules do not let the client publish or receive it. */
  | 'not authorized'
  /** It was to be retained and the store is full. */
  | 'retained store full'
  /** The packet was the largest of those that had begun when these were too much together. */
  | 'unfinished packets too large'
  /** The packet had begun and its rest did not come. */
  | 'packet never finished';

/** What the broker counts; read by its statistics. */
export class Counters {
  /** PUBLISH packets in and out. */
  received = 0;
  sent = 0;
  /** Their bytes, fixed header included. */
  publishBytesReceived = 0;
  publishBytesSent = 0;
  /** All packets that came, and those other than PUBLISH that went out. */
  packetsReceived = 0;
  answersSent = 0;
  /** Network connections that were made, and the bytes of those that have ended. */
  connections = 0;
  bytesReceived = 0;
  bytesSent = 0;
  /** Network connections that were turned away because there are too many. */
  refusedConnections = 0;
  /** CONNECTs that would have made one session too many, or were too large; filters beyond what sessions may have. */
  refusedSessions = 0;
  refusedSubscriptions = 0;
  readonly #dropped = new Map<DropReason, number>();

  drop(why: DropReason): void {
    this.#dropped.set(why, (this.#dropped.get(why) ?? 0) + 1);
  }

  get droppedInAll(): number {
    let all = 0;
    for (const count of this.#dropped.values()) all += count;
    return all;
  }

  get dropped(): readonly { readonly why: DropReason; readonly count: number }[] {
    return [...this.#dropped].map(([why, count]) => ({ why, count }));
  }
}
