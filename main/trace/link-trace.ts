import type { Direction } from '../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { ClientFacts } from './client-facts.ts';
import { ExchangeTable } from './exchange-table.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { SessionTrace } from './session-trace.ts';

/** What of a will is to be known while it may be published. */
export interface LeftWill {
  readonly topic: string;
  /** Seconds. */
  readonly delay: number;
  /** The sequence number of the CONNECT that brought it. */
  readonly sequence: number;
  /** With what its client has said DISCONNECT, which lets the will out; undefined where it said nothing. */
  readonly goodbye?: number | undefined;
}

/** What is known of a network connection. */
export class LinkTrace {
  readonly number: number;
  /** All of it was seen: what is not known of it has not been. */
  isWhole: boolean;
  /** The direction of what the client says. */
  readonly clientSide: Direction;
  version: ProtocolVersion;
  /** That of the CONNECT before it is accepted, the one that goes on afterwards. */
  session: SessionTrace;
  /** CONNECT asked for a new session, so that the old one is lost if it is accepted. */
  isCleanStart = false;
  hasConnect = false;
  /** CONNACK said yes, or must have before the records began. */
  isUp: boolean;
  /** CONNACK said no. */
  isRefused = false;
  /** It went on with a session that was there. */
  isResumed = false;
  /** When it said CONNECT its client had another connection open. */
  isTakeover = false;
  /** When it said CONNECT its client had a session that had not expired. */
  hadSession = false;
  /** Its session ends with it, as its client asked for or the embedded broker granted: DISCONNECT cannot prolong it. */
  endsSession = false;
  /** One end has said DISCONNECT. */
  saidGoodbye = false;
  /** What was received last violates the standard: an end that names a clause is the answer to it. */
  hasViolated = false;
  /** Seconds, Server Keep Alive being considered; 0 is off. */
  keepAlive = 0;
  /** When the client said its last, µs since 1970; 0 while nobody looks. */
  heard = 0;
  will: LeftWill | undefined;
  /** It was not closed: the app ended, and all connections with it. */
  endedWithApp = false;
  /** When the last SUBSCRIBE was answered. */
  subscribedAt = 0;
  /** A subscription of it asks for RETAIN as it was published. */
  keepsRetain = false;
  facts: ClientFacts;
  connect: OpenExchange | undefined;
  auth: OpenExchange | undefined;
  /** In the order in which they are to be answered. */
  readonly pings: OpenExchange[] = [];
  /** SUBSCRIBE and UNSUBSCRIBE that are not answered. */
  readonly requests = new ExchangeTable<OpenExchange>();

  constructor(
    number: number,
    isWhole: boolean,
    clientSide: Direction,
    version: ProtocolVersion,
    session: SessionTrace,
    facts: ClientFacts,
  ) {
    this.number = number;
    this.isWhole = isWhole;
    this.isUp = !isWhole;
    this.clientSide = clientSide;
    this.version = version;
    this.session = session;
    this.facts = facts;
  }
}
