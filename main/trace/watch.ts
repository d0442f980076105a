import type { Qos, Subscription } from '../../app/mqtt/packet.ts';
import type { NamedReceiver } from '../capture/receiver-set.ts';
import type { TimeSpan } from '../capture/stall-watch.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Moment } from './moment.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { WatchMemory } from './watch-memory.ts';

/** What became of a session when CONNACK said yes. */
export interface Acceptance {
  /** As the server says; undefined in 3.1, which does not. */
  readonly isPresent: boolean | undefined;
  /** The records tell of a session of the client that should be there. */
  readonly isExpected: boolean;
  /** The server says that it has a session, though the client asked for a clean start. */
  readonly isUnasked: boolean;
  /** Another connection of the client was open. */
  readonly isTakeover: boolean;
  readonly exchange: OpenExchange;
}

/** One message as it crossed; `payload` is a view, valid during the call. */
export interface SeenMessage {
  readonly client: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly isFromClient: boolean;
  readonly isAgain: boolean;
  readonly sequence: number;
  readonly time: number;
}

/**
 * What a tracker tells beside what becomes of exchanges: all that findings are made of. Each is optional, for a watcher
 * is told only what it asks for. Times are those of the records.
 */
export interface TraceWatch {
  /** What it knows beside exchanges; it is restored before anything else is told. */
  readonly memory?: WatchMemory;
  /** The connection was open when the tracker before this one ended, and goes on. */
  resumed?(link: LinkTrace): void;
  /** Nothing is to be said of a plain handshake (`plain-handshakes.ts`): it is not told of these, which are nearly all. */
  readonly skipsPlain?: true;
  begun?(exchange: OpenExchange): void;
  changed?(exchange: OpenExchange): void;
  ended?(exchange: OpenExchange): void;
  /** CONNACK said yes. */
  connected?(link: LinkTrace, acceptance: Acceptance, moment: Moment): void;
  /** The network connection has ended. */
  disconnected?(link: LinkTrace, why: string, moment: Moment): void;
  /** SUBACK came: a code for each filter, where the server keeps to the standard. */
  subscribed?(exchange: OpenExchange, asked: readonly Subscription[], codes: readonly number[]): void;
  /** UNSUBSCRIBE came: what the client subscribes to no more is known at once, whether or not it is answered. */
  unsubscribed?(client: string, filters: readonly string[]): void;
  /** Since that time the client had said nothing, for longer than its keep alive, when this came or it was closed. */
  silent?(link: LinkTrace, since: number, moment: Moment, isEnd: boolean): void;
  /** The server sent a PUBLISH with RETAIN. */
  retained?(link: LinkTrace, exchange: OpenExchange): void;
  /** A PUBLISH came with DUP: `exchange` has the first one too, unless that is over. */
  sentAgain?(link: LinkTrace, exchange: OpenExchange, isFromClient: boolean): void;
  /** The embedded broker publishes the will of a connection that is closed. */
  willFired?(link: LinkTrace, exchange: OpenExchange): void;
  /** The embedded broker routes the messages from one sequence number to another; undefined: to nobody. */
  routed?(first: number, last: number, to: Routed | undefined, moment: Moment, messages: KnownMessages): void;
  /** Every PUBLISH, which costs much: only told of where somebody asks for it. */
  message?(message: SeenMessage): void;
  /** Records were lost: of what came meanwhile, nothing is known. */
  missed?(): void;
  /** The app itself stood still until now: what comes next may have come at any time of it. */
  stood?(span: TimeSpan): void;
  /** The time of the records jumped from `before`. */
  jumped?(before: number, moment: Moment): void;
  /** Told about twice a second of the records' time; the exchanges in flight begin with `oldest`. */
  passed?(moment: Moment, oldest: OpenExchange | undefined): void;
}

/** Who messages are routed to. */
export interface Routed {
  readonly clients: readonly string[];
  /** The same with their subscriptions: the highest QoS of those that match. One object for all messages of a set. */
  readonly receivers: readonly NamedReceiver[];
  /** There are more, shared subscriptions among them. */
  readonly hasMore: boolean;
}

/** Messages that came at QoS 1 or 2 and not long ago; any other is at QoS 0 and without a topic. */
export interface KnownMessages {
  /** Those before that were taken by the tracker before this one, and are not among them. */
  readonly since: number;
  /** The topic. */
  find(sequence: number): string;
  qosOf(sequence: number): Qos;
  isRetained(sequence: number): boolean;
}
