import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';

/** A message as it is stored: its PUBLISH in the form of 5.0 without the payload, and the payload. */
export interface StoredMessage {
  readonly isRetained: boolean;
  /** µs since 1970. */
  readonly arrived: number;
  /** µs since 1970; infinite if it never expires. */
  readonly expires: number;
  readonly publisher: string | undefined;
  /** Of the record that it came in as, -1 if there is none. */
  readonly sequence: number;
  readonly head: Uint8Array;
  readonly payload: Uint8Array;
}

/** A session as it is stored; its subscriptions, queue and deliveries are told one by one. */
export interface StoredSession {
  readonly clientId: string;
  readonly version: ProtocolVersion;
  /** Seconds; 0xFFFFFFFF never ends. */
  readonly expiry: number;
  /** µs since 1970; undefined while the client is connected. */
  readonly asleepSince: number | undefined;
  /** JSON of who the client has turned out to be. */
  readonly identity: string;
}

/** A subscription as it is stored. */
export interface StoredSubscription {
  readonly filter: string;
  /** The options byte of SUBSCRIBE in 5.0; its bit 6 says that `$share` names a share here. */
  readonly options: number;
  /** 0 for none. */
  readonly identifier: number;
}

/** One copy on its way: which message, and how it goes out. */
export interface StoredCopy {
  readonly message: number;
  /** QoS, and 4 for RETAIN. */
  readonly flags: number;
  readonly identifiers: readonly number[];
  /** The filter of the shared subscription that it came by; empty if by none. */
  readonly share: string;
}

/** A will as it is stored: `head` is its PUBLISH in the form of 5.0 without the payload. */
export interface StoredWill {
  readonly version: ProtocolVersion;
  /** µs since 1970; undefined while the client is connected. */
  readonly due: number | undefined;
  /** Seconds between the end of the connection and the will. */
  readonly delay: number;
  /** JSON of who the client has turned out to be. */
  readonly identity: string;
  readonly head: Uint8Array;
  readonly payload: Uint8Array;
}

/**
 * All that can be told about stored state, as calls. The journal tells it to a writer of bytes, the worker's reader tells
 * it to the tables; at a start the same goes the other way. Sessions and messages have numbers, given by the journal.
 */
export interface Changes {
  message(id: number, message: StoredMessage): void;
  retained(id: number, isRetained: boolean): void;
  messageGone(id: number): void;
  session(id: number, session: StoredSession): void;
  /** With all that belongs to it, but for messages. */
  sessionGone(id: number): void;
  subscription(session: number, subscription: StoredSubscription): void;
  subscriptionGone(session: number, filter: string): void;
  receiving(session: number, packetId: number): void;
  receivingGone(session: number, packetId: number): void;
  /** `place` is the place in the order of sending; without a copy PUBREL is out. */
  inFlight(session: number, packetId: number, place: number, copy: StoredCopy | undefined): void;
  inFlightGone(session: number, packetId: number): void;
  queued(session: number, place: number, copy: StoredCopy): void;
  /** What waits at places before `from` or from `to` on is gone. */
  queueKept(session: number, from: number, to: number): void;
  will(clientId: string, will: StoredWill): void;
  willGone(clientId: string): void;
}
