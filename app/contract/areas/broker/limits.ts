import '../../zod-without-eval.ts';
import { z } from 'zod';

const count = z.number().int().min(1);
const bytes = z.number().int().min(1024);

/** Every bound that all clients of the broker share, with its default. What a full one costs is counted or refused. */
export const brokerLimits = z.strictObject({
  /** Network connections at once; one more is closed at once. */
  connections: count.default(10_000),
  /** Sessions, those asleep included; one more is refused with 0x97. */
  sessions: count.default(100_000),
  /** Bytes kept of clients over all, beyond 1 KB each: of CONNECT with its will, and topics of aliases; then 0x97. */
  clientBytes: bytes.default(134_217_728),
  /** Milliseconds that a network connection may take until its CONNECT is there. */
  connectTimeout: count.default(10_000),
  /** Milliseconds from CONNECT until it is decided who the client is, its answers to challenges included. */
  authenticationTime: count.default(30_000),
  /** Bytes of a SUBSCRIBE or UNSUBSCRIBE, each filter of which takes longer than its bytes; more ends the connection. */
  filterListSize: bytes.default(524_288),
  /** Bytes of packets that have begun and not ended, over all connections; beyond it the largest one's is closed. */
  unfinishedBytes: bytes.default(134_217_728),
  /** Milliseconds that a packet which has begun may go without a further byte. */
  unfinishedTime: count.default(30_000),
  /** QoS 1 and 2 messages under way to one client, if it does not ask for fewer. */
  inFlight: count.max(65_535).default(100),
  /** QoS 1 and 2 messages that wait for one session, and their bytes with those under way. */
  queuedMessages: count.default(10_000),
  queuedBytes: bytes.default(33_554_432),
  /** The same bytes over all sessions, a message that many wait for counted once; the longest queues give way. */
  allQueuedBytes: bytes.default(268_435_456),
  /** Bytes that wait for one reader's socket; publishers are slowed from a quarter of it on, see pressure.ts. */
  outgoingBytes: bytes.default(4_194_304),
  /** Milliseconds that publishers wait for a slow reader before it is left behind. */
  patience: count.default(1000),
  /** Subscriptions of one session, and the bytes of their filters with 256 for each level. */
  subscriptions: count.default(10_000),
  subscriptionBytes: bytes.default(33_554_432),
  /** The same bytes over all sessions. */
  allSubscriptionBytes: bytes.default(536_870_912),
  retainedMessages: count.default(1_000_000),
  retainedBytes: bytes.default(268_435_456),
});
export type BrokerLimits = z.infer<typeof brokerLimits>;

/** What holds unless something else is asked for. */
export const defaultLimits: BrokerLimits = Object.freeze(brokerLimits.parse({}));
